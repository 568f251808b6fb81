package io.quotakeeper.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * Reads the text of an adapter's file. An adapter says where credentials are sent, so that a file
 * which every user may change is refused. Links are followed, since whole folders of configuration
 * are often mounted by links.
 */
final class AdapterText {

  private static final int MOST_BYTES = 200_000;
  private static final String EXPECTED = "the file of an adapter, in YAML";

  private final Problems problems;

  AdapterText(Problems problems) {
    this.problems = problems;
  }

  /**
   * The text, if the file is good.
   *
   * @param file where it is
   * @param shown how its user calls it
   * @param named where it is named: troubles with the file as a whole are of that place
   */
  Optional<String> read(Path file, String shown, Spot named) {
    try {
      String objection = objection(file);
      if (!objection.isEmpty()) {
        return refused(named, shown, objection);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        return bytes.length > MOST_BYTES
            ? refused(named, shown, "is larger than 200 kB")
            : decoded(bytes, shown);
      }
    } catch (NoSuchFileException e) {
      return refused(named, shown, "does not exist");
    } catch (IOException e) {
      return refused(named, shown, "cannot be read by this user");
    }
  }

  private static String objection(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      return "is not a regular file";
    }
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    boolean isOpenToAll =
        view != null
            && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    return isOpenToAll
        ? "may be changed by every user, and says where credentials are sent (chmod o-w)"
        : "";
  }

  private Optional<String> decoded(byte[] bytes, String shown) {
    Utf8 text = Utf8.decode(bytes);
    if (text.malformed()) {
      problems.add(new Spot(shown, text.lastLine(), ""), "not UTF-8 text", "a file in UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.text());
  }

  private Optional<String> refused(Spot named, String shown, String why) {
    problems.add(named, shown + " " + why, EXPECTED);
    return Optional.empty();
  }
}
