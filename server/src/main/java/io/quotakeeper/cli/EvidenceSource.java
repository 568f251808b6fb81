package io.quotakeeper.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds evidence logs and reads them line by line. */
final class EvidenceSource {

  /** More than the largest line that is ever written, in bytes. */
  private static final int LONGEST_LINE = 16 << 20;

  private static final Pattern NAME = Pattern.compile("evidence(?:\\.([0-9]{1,6}))?\\.jsonl");

  private final InputStream in;

  EvidenceSource(InputStream in) {
    this.in = in;
  }

  /**
   * A line of a file.
   *
   * @param file as the user named it, or its name in the folder that the user named
   * @param number from 1
   * @param text what it says, empty if it is too long
   * @param isWhole false of the rest of a line that was never ended
   * @param isTooLong whether it is longer than any that is written
   */
  record Line(String file, int number, String text, boolean isWhole, boolean isTooLong) {
    /** Where it stands, for people. */
    String place() {
      return file + " line " + number;
    }

    /** Without the text, which may hold anything. */
    @Override
    public String toString() {
      return place();
    }
  }

  /** Takes one line. */
  @FunctionalInterface
  interface Reader {
    void take(Line line);
  }

  /**
   * Reads a file, all files of an evidence log from the oldest on where a folder is named, or
   * standard input for {@code -}.
   *
   * @throws Failure if there is nothing to read
   */
  void read(String name, Reader reader) {
    try {
      if (name.equals("-")) {
        read("standard input", in, reader);
        return;
      }
      Path path = Path.of(name);
      if (!Files.isDirectory(path)) {
        read(name, path, reader);
        return;
      }
      for (Path file : oldestFirst(path)) {
        read(file.getFileName().toString(), file, reader);
      }
    } catch (IOException | InvalidPathException e) {
      throw new Failure(
              Exit.USAGE,
              "cannot read the evidence in " + name,
              "Check that it is there and that you may read it.")
          .causedBy(e);
    }
  }

  private static void read(String name, Path file, Reader reader) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      read(name, stream, reader);
    }
  }

  private static void read(String name, InputStream stream, Reader reader) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int number = 1;
    boolean tooLong = false;
    for (int next = stream.read(); next >= 0; next = stream.read()) {
      if (next == '\n') {
        reader.take(line(name, number, bytes, true, tooLong));
        number++;
        bytes.reset();
        tooLong = false;
      } else if (bytes.size() < LONGEST_LINE) {
        bytes.write(next);
      } else {
        tooLong = true;
      }
    }
    if (bytes.size() > 0) {
      reader.take(line(name, number, bytes, false, tooLong));
    }
  }

  private static Line line(
      String name, int number, ByteArrayOutputStream bytes, boolean isWhole, boolean tooLong) {
    String text = tooLong ? "" : bytes.toString(StandardCharsets.UTF_8).strip();
    return new Line(name, number, text, isWhole, tooLong);
  }

  private static List<Path> oldestFirst(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> age(file) >= 0)
              .sorted(Comparator.comparingInt(EvidenceSource::age).reversed())
              .toList();
    }
    if (files.isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "there is no evidence log in " + folder,
          "The server writes one if its configuration says evidence: {log: true}.");
    }
    return files;
  }

  /** How many files are newer, -1 if it is none of an evidence log. */
  private static int age(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return -1;
    }
    return name.group(1) == null ? 0 : Integer.parseInt(name.group(1));
  }
}
