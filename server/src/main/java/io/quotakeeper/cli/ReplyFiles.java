package io.quotakeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads parts of a reply from files or standard input. */
final class ReplyFiles {

  /** As much as is ever looked at. */
  static final int LARGEST = 1024 * 1024;

  private final InputStream in;

  ReplyFiles(InputStream in) {
    this.in = in;
  }

  /** The lines with header fields; status lines and empty ones do not count. */
  List<String> headers(String file) {
    return text(file, "header")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("HTTP/"))
        .toList();
  }

  /** A body; bytes that are not UTF-8 become replacement characters, as on the wire. */
  String body(String file) {
    return text(file, "body");
  }

  private String text(String file, String what) {
    try (InputStream stream = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Failure(
            Exit.USAGE,
            "the " + what + " file " + file + " is larger than 1 MiB",
            "Quotakeeper never looks at more of a reply.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new Failure(
              Exit.USAGE,
              "cannot read the " + what + " file " + file,
              "Check that it is there and that you may read it.")
          .causedBy(e);
    }
  }
}
