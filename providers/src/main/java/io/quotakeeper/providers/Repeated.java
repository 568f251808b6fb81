package io.quotakeeper.providers;

/** Values that came more than once: header fields of one name are joined by commas (RFC 9110). */
final class Repeated {

  /** Longer texts are no repeated value. */
  static final int LONGEST = 1_000;

  private Repeated() {}

  /**
   * The value alone, where {@code text} is nothing but one value over and over; else the text.
   * Compares in place: a hostile text of nothing but commas begins with hundreds of values.
   */
  static String once(String text) {
    int comma = text.length() <= LONGEST ? text.indexOf(',') : -1;
    while (comma >= 0) {
      if (isAll(comma, text)) {
        return text.substring(0, comma);
      }
      comma = text.indexOf(',', comma + 1);
    }
    return text;
  }

  /** Whether the first {@code length} characters are the value that the text repeats. */
  private static boolean isAll(int length, String text) {
    int at = length;
    while (at < text.length()) {
      int next = at + 1;
      while (next < text.length() && text.charAt(next) == ' ') {
        next++;
      }
      if (text.charAt(at) != ',' || !isSame(text, next, length)) {
        return false;
      }
      at = next + length;
    }
    return !text.substring(0, length).isBlank();
  }

  /** Character by character: a fuzzer takes note, and a copy, of what the JDK compares for it. */
  private static boolean isSame(String text, int at, int length) {
    if (at + length > text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != text.charAt(at + i)) {
        return false;
      }
    }
    return true;
  }
}
