package io.quotakeeper.providers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Searches in the words of errors, without regular expressions. */
final class Texts {

  private static final int LONGEST_VALUE = 64;
  private static final int LONGEST_MESSAGE = 500;
  private static final int SHORTEST_KEY = 20;

  private Texts() {}

  /** Whether {@code part} stands in {@code text}, in capitals or not. */
  static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** Whether {@code value} is one of those, in capitals or not; {@code '*'} is any but none. */
  static boolean isOneOf(String value, List<String> wanted) {
    return wanted.stream()
        .anyMatch(w -> w.equals("*") ? !value.isEmpty() : w.equalsIgnoreCase(value));
  }

  /**
   * What follows {@code marker} in {@code text}: up to the next blank, quote, comma or bracket,
   * without a full stop at its end. {@code words} is how many parts between blanks it has.
   */
  static Optional<String> after(String text, String marker, int words) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(marker.toLowerCase(Locale.ROOT));
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + marker.length();
    int end = from;
    int left = words;
    while (end < text.length() && end - from < LONGEST_VALUE && !isEnd(text.charAt(end))) {
      if (text.charAt(end) == ' ' && --left == 0) {
        break;
      }
      end++;
    }
    String value = text.substring(from, end).strip();
    return Optional.of(value.endsWith(".") ? value.substring(0, value.length() - 1) : value);
  }

  /** A provider's words, fit to be shown: one line, not too long. */
  static String message(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < LONGEST_MESSAGE; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return withoutKeys(line.toString().strip());
  }

  /** Some providers repeat the credential that they refuse: what looks like one is masked. */
  private static String withoutKeys(String text) {
    StringBuilder masked = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && mayStandInKey(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        masked.append(text.charAt(at++));
      } else {
        String word = text.substring(at, end);
        masked.append(looksLikeKey(word) ? "***" : word);
        at = end;
      }
    }
    return masked.toString();
  }

  /** Long, with digits, and letters of both cases: ids of models are written in small ones. */
  private static boolean looksLikeKey(String word) {
    return word.length() >= SHORTEST_KEY
        && word.chars().anyMatch(Character::isDigit)
        && word.chars().anyMatch(Character::isUpperCase)
        && word.chars().anyMatch(Character::isLowerCase);
  }

  private static boolean mayStandInKey(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '*';
  }

  private static boolean isEnd(char c) {
    return "\"'\\,;)]}\n\r\t<".indexOf(c) >= 0;
  }
}
