package io.quotakeeper.cli;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads vectors from a file or a folder, and says which of them cannot be read. */
final class VectorFiles {

  private static final int MOST_BYTES = 8 << 20;

  private final Adapter adapter;
  private final List<Vector> vectors = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private VectorFiles(Adapter adapter) {
    this.adapter = adapter;
  }

  /**
   * The vectors there.
   *
   * @throws Failure if there are none
   */
  static VectorFiles in(String place, Adapter adapter) {
    VectorFiles files = new VectorFiles(adapter);
    List<Path> found = files(place);
    if (found.isEmpty()) {
      throw new Failure(
          Exit.USAGE, "there is no vector in " + place, "A vector is a file that ends in .json.");
    }
    found.forEach(files::read);
    return files;
  }

  /** Those that can be read, sorted by file. */
  List<Vector> vectors() {
    return vectors;
  }

  /** One for each that cannot. */
  List<String> problems() {
    return problems;
  }

  private static List<Path> files(String place) {
    try {
      Path path = Path.of(place);
      if (!Files.isDirectory(path)) {
        return List.of(path);
      }
      try (Stream<Path> files = Files.list(path)) {
        return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      }
    } catch (IOException | InvalidPathException e) {
      throw new Failure(
              Exit.USAGE,
              "cannot read " + place,
              "Check that it is there and that you may read it.")
          .causedBy(e);
    }
  }

  private void read(Path file) {
    try {
      vectors.add(
          Vector.read(
              String.valueOf(file.getFileName()), text(file), adapter, name -> body(file, name)));
    } catch (IllegalArgumentException e) {
      problems.add(file + ": " + e.getMessage());
    }
  }

  /** A body lies beside its vector: a vector of others must not lead anywhere else. */
  private static String body(Path vector, String name) {
    if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
      throw new IllegalArgumentException("body: not the plain name of a file beside the vector");
    }
    try {
      return text(vector.resolveSibling(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("body: " + name + " " + e.getMessage(), e);
    }
  }

  /** Bytes that are not UTF-8 become replacement characters, as on the wire. */
  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("is not there, or not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("is larger than 8 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }
}
