package io.quotakeeper.cli;

import java.util.Locale;

/**
 * Text of others made fit for a terminal. What a server or a provider sends may hold escape
 * sequences, line breaks or marks that reverse the reading direction; on a screen these must be
 * seen and not obeyed.
 */
final class Plain {

  private static final int LONGEST = 500;

  private Plain() {}

  /**
   * One line of at most 500 characters, in which every control and format character stands as
   * <code>&#92;u001b</code> does.
   */
  static String line(String text) {
    String shown = escaped(text, true);
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /**
   * A JSON document with the same meaning and nothing in it that a terminal obeys. Such characters
   * can only stand inside its strings, where the escape means the same.
   */
  static String json(String document) {
    return escaped(document, false);
  }

  private static String escaped(String text, boolean oneLine) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean layout = !oneLine && (c == '\n' || c == '\r' || c == '\t');
      if (layout || !isObeyed(text, i)) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return shown.toString();
  }

  private static boolean isObeyed(String text, int index) {
    return switch (Character.getType(text.codePointAt(start(text, index)))) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Where the character begins whose half may stand at {@code index}. */
  private static int start(String text, int index) {
    boolean secondHalf =
        index > 0 && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
    return secondHalf ? index - 1 : index;
  }
}
