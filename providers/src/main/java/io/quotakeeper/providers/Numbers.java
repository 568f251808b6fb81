package io.quotakeeper.providers;

import java.util.OptionalDouble;

/** Numbers as providers write them: JSON numbers, or text of decimal digits. */
final class Numbers {

  /** The longest number, in characters: more digits than a double has room for. */
  static final int LONGEST = 400;

  private Numbers() {}

  /** The number that {@code text} is; nothing if it is none, or not a finite one. */
  static OptionalDouble of(String text) {
    String stripped = text.length() > LONGEST ? "" : text.strip();
    if (stripped.isEmpty() || !isDecimal(stripped)) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(stripped);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The number that {@code text} is.
   *
   * @throws Unreadable if it is none
   */
  static double required(String text) {
    return of(text).orElseThrow(() -> new Unreadable("a number cannot be read"));
  }

  /** Neither hexadecimal, nor the names and suffixes that Java would take. */
  private static boolean isDecimal(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }
}
