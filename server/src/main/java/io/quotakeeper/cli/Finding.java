package io.quotakeeper.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param check what was looked at, in a word
 * @param result how it is
 * @param message what was found, a sentence
 * @param remedy what to do, empty where there is nothing to do
 */
record Finding(String check, Result result, String message, String remedy) {

  /** How it is. */
  enum Result {
    OK("ok", Style.GOOD),
    /** Nothing is stopped by it, but somebody should know. */
    NOTE("note", Style.WARNING),
    /** Quotakeeper cannot do its work. */
    PROBLEM("problem", Style.BAD);

    private final String word;
    private final Style style;

    Result(String word, Style style) {
      this.word = word;
      this.style = style;
    }

    String word() {
      return word;
    }

    Style style() {
      return style;
    }
  }

  static Finding ok(String check, String message) {
    return new Finding(check, Result.OK, message, "");
  }

  static Finding note(String check, String message, String remedy) {
    return new Finding(check, Result.NOTE, message, remedy);
  }

  static Finding problem(String check, String message, String remedy) {
    return new Finding(check, Result.PROBLEM, message, remedy);
  }
}
