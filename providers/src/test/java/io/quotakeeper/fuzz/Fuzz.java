package io.quotakeeper.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where Jazzer comes in ({@code bench/fuzz.sh}). It finds {@link #fuzzerTestOneInput} by its name,
 * so that nothing here needs Jazzer.
 */
public final class Fuzz {

  private static final Duration MOST = Duration.ofSeconds(1);

  private Fuzz() {}

  /** The parser that the system property {@code parser} names: an enum's class, and a constant. */
  private static final class Chosen {
    private static final Parser PARSER = warm(find(System.getProperty("parser", "")));
  }

  /**
   * Called by Jazzer once before: what is loaded at the first use is no cost of the first input.
   */
  public static void fuzzerInitialize() {
    Chosen.PARSER.read("");
  }

  /**
   * Called by Jazzer, again and again. What is too much is read once more: the first time it may be
   * Jazzer that took it, since it rewrites each class that is loaded, on the thread that loads it.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      Bounds.check(Chosen.PARSER, text, MOST);
    } catch (Bounds.Exceeded e) {
      Bounds.check(Chosen.PARSER, text, MOST);
    }
  }

  /**
   * Writes the seeds of a parser as files, since Jazzer takes them so.
   *
   * @param arguments a parser as above, and a folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<String> seeds = find(arguments[0]).seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.writeString(folder.resolve("seed-" + i), seeds.get(i));
    }
  }

  /** What is loaded once at the first use is no cost of an input. */
  private static Parser warm(Parser parser) {
    parser.seeds().forEach(parser::read);
    return parser;
  }

  private static Parser find(String name) {
    String[] parts = name.split("#", 2);
    try {
      for (Object constant : Class.forName(parts[0]).getEnumConstants()) {
        if (constant instanceof Parser parser && parser.name().equals(parts[1])) {
          return parser;
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no such class: " + parts[0], e);
    }
    throw new IllegalArgumentException("no such parser: " + name);
  }
}
