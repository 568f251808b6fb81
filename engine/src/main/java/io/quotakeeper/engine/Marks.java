package io.quotakeeper.engine;

/**
 * Puts marks in place of stretches of a text, from left to right. A mark never begins in the middle
 * of an escape, so that a JSON text stays one. Not thread-safe.
 */
final class Marks {

  /** What stands where a secret stood: good inside any JSON string. */
  static final String MARK = "[redacted]";

  private static final int LONGEST_ESCAPE = 6;

  private final String text;
  private final StringBuilder marked = new StringBuilder();
  private int copied;

  Marks(String text) {
    this.text = text;
  }

  /** Has the stretch replaced; begins no earlier than the last one ended. */
  void put(int start, int end, String mark) {
    int begin = Math.max(copied, escapeEnd(text, start));
    if (begin < end) {
      marked.append(text, copied, begin).append(mark);
      copied = end;
    }
  }

  /** The whole text, marked. */
  String done() {
    return copied == 0 ? text : marked.append(text, copied, text.length()).toString();
  }

  /** Whether what stands before is no part of the same word. */
  static boolean beginsWord(String text, int at) {
    if (at == 0 || !isWordCharacter(text.charAt(at - 1))) {
      return true;
    }
    for (int length = 2; length <= LONGEST_ESCAPE && length <= at; length++) {
      if (escapeLength(text, at - length) == length) {
        return true;
      }
    }
    return false;
  }

  /** Whether what stands behind is no part of the same word. */
  static boolean endsWord(String text, int at) {
    return at >= text.length() || !isWordCharacter(text.charAt(at));
  }

  /** The end of the JSON escape in which a position lies, else the position. */
  private static int escapeEnd(String text, int at) {
    for (int start = Math.max(0, at - LONGEST_ESCAPE + 1); start < at; start++) {
      if (text.charAt(start) == '\\' && isUnescaped(text, start)) {
        int end = start + escapeLength(text, start);
        if (end > at) {
          return end;
        }
      }
    }
    return at;
  }

  /** Whether this backslash is not itself escaped. */
  private static boolean isUnescaped(String text, int at) {
    int first = at;
    while (first > 0 && text.charAt(first - 1) == '\\') {
      first--;
    }
    return (at - first) % 2 == 0;
  }

  /** The length of the JSON or URL escape that begins there, 0 if none does. */
  private static int escapeLength(String text, int at) {
    char first = text.charAt(at);
    if (first == '%' && isHex(text, at + 1, 2)) {
      return 3;
    }
    if (first != '\\' || at + 1 >= text.length()) {
      return 0;
    }
    return text.charAt(at + 1) == 'u' && isHex(text, at + 2, 4) ? LONGEST_ESCAPE : 2;
  }

  static boolean isHex(String text, int from, int count) {
    return from + count <= text.length()
        && text.substring(from, from + count).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean isWordCharacter(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }
}
