package io.quotakeeper.providers;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An adapter file that cannot be used. The message has one problem a line, each with the file, the
 * line, the key and what is wrong.
 */
public final class AdapterFault extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String source;

  @SuppressWarnings("serial") // List.copyOf is serializable, as its elements are
  private final List<Problem> problems;

  private AdapterFault(String source, List<Problem> problems) {
    super(message(source, problems));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  static AdapterFault of(String source, List<Problem> problems) {
    return new AdapterFault(
        source, problems.stream().sorted(Comparator.comparingInt(Problem::rank)).toList());
  }

  static AdapterFault of(String source, int line, String message) {
    return of(source, List.of(new Problem(line, "", message)));
  }

  /**
   * One thing that is wrong.
   *
   * @param line where, counted from 1; 0 where it cannot be told
   * @param key names and keys with points between them, empty for the whole file
   * @param message what is wrong; it may hold words of the file
   */
  public record Problem(int line, String key, String message) implements Serializable {

    private int rank() {
      return line > 0 ? line : Integer.MAX_VALUE;
    }

    private String of(String source) {
      return source
          + (line > 0 ? ":" + line : "")
          + ": "
          + (key.isEmpty() ? "" : key + ": ")
          + message;
    }
  }

  /** The file's name as it was given. */
  public String source() {
    return source;
  }

  /** All problems that were found, in the order of the file, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String source, List<Problem> problems) {
    return problems.stream().map(problem -> problem.of(source)).collect(Collectors.joining("\n"));
  }
}
