package io.quotakeeper.config;

import java.util.List;

/**
 * The configuration cannot be used. The message has one problem a line, each with its place, its
 * key and what was expected, and never the value of a secret.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 100;

  @SuppressWarnings("serial") // List.copyOf is serializable, as its elements are
  private final List<String> problems;

  ConfigurationException(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the file, at least one. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    if (problems.size() <= MOST_SHOWN) {
      return String.join("\n", problems);
    }
    String shown = String.join("\n", problems.subList(0, MOST_SHOWN));
    return shown + "\nand " + (problems.size() - MOST_SHOWN) + " more problems";
  }
}
