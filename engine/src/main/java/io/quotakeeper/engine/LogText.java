package io.quotakeeper.engine;

import java.util.stream.Collectors;

/** Makes text of others safe for a line of a log. */
final class LogText {

  private static final int LONGEST = 300;

  private LogText() {}

  /** The text on one line, without control characters, cut where it is too long. */
  static String clean(String text) {
    return text.codePoints()
        .limit(LONGEST)
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : "?")
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
