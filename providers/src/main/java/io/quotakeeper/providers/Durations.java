package io.quotakeeper.providers;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Durations as providers write them. Never throws; what is not wholly understood is nothing. */
final class Durations {

  private static final int LONGEST_TEXT = 64;
  private static final int LONGEST_NUMBER = 30;
  private static final BigDecimal MOST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());
  private static final Map<String, BigDecimal> GO =
      Map.of(
          "h", new BigDecimal(3600),
          "m", new BigDecimal(60),
          "s", BigDecimal.ONE,
          "ms", new BigDecimal("0.001"),
          "us", new BigDecimal("0.000001"),
          "µs", new BigDecimal("0.000001"),
          "μs", new BigDecimal("0.000001"),
          "ns", new BigDecimal("0.000000001"));
  private static final Map<String, BigDecimal> SPOKEN =
      Map.of(
          "second", BigDecimal.ONE,
          "sec", BigDecimal.ONE,
          "minute", new BigDecimal(60),
          "min", new BigDecimal(60),
          "hour", new BigDecimal(3600),
          "hr", new BigDecimal(3600),
          "day", new BigDecimal(86_400),
          "week", new BigDecimal(604_800));

  private Durations() {}

  /** {@code 6m0s}, {@code 120ms}, {@code 160h20m10.7s}; a bare number is seconds. */
  static Optional<Duration> go(String text) {
    if (isNumber(text)) {
      return seconds(text);
    }
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length() && text.length() <= LONGEST_TEXT) {
      int unitAt = endOf(text, at, true);
      int end = endOf(text, unitAt, false);
      String number = text.substring(at, unitAt);
      BigDecimal unit = GO.get(text.substring(unitAt, end));
      if (unit == null || !isNumber(number)) {
        return Optional.empty();
      }
      sum = sum.add(new BigDecimal(number).multiply(unit));
      at = end;
    }
    return at == 0 || at < text.length() ? Optional.empty() : ofSeconds(sum);
  }

  /** {@code 577210.725405548s}. */
  static Optional<Duration> proto(String text) {
    return text.endsWith("s") ? seconds(text.substring(0, text.length() - 1)) : Optional.empty();
  }

  /** {@code 60}, {@code 33011.38}. */
  static Optional<Duration> seconds(String text) {
    return isNumber(text) ? ofSeconds(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * {@code 2 seconds}, {@code in 3 hours}, {@code 1 day and 2 hours}: the quantities at its
   * beginning, whatever words come after them.
   */
  static Optional<Duration> spoken(String text) {
    String small = text.length() <= LONGEST_TEXT ? text.toLowerCase(Locale.ROOT) : "";
    String[] words = (small.startsWith("in ") ? small.substring(3) : small).split(" ", -1);
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at + 1 < words.length && isNumber(words[at])) {
      BigDecimal unit = SPOKEN.get(singular(words[at + 1]));
      if (unit == null) {
        break;
      }
      sum = sum.add(new BigDecimal(words[at]).multiply(unit));
      at += 2;
      if (at < words.length && words[at].equals("and")) {
        at++;
      }
    }
    return at == 0 ? Optional.empty() : ofSeconds(sum);
  }

  private static String singular(String word) {
    String bare =
        word.endsWith(",") || word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    return bare.endsWith("s") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static int endOf(String text, int from, boolean inNumber) {
    int end = from;
    while (end < text.length() && isNumberPart(text.charAt(end)) == inNumber) {
      end++;
    }
    return end;
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /** Digits with at most one point in them: no sign, no exponent. */
  static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.charAt(0) != '.'
        && text.charAt(text.length() - 1) != '.'
        && text.chars().allMatch(c -> isNumberPart((char) c))
        && text.indexOf('.') == text.lastIndexOf('.');
  }

  private static Optional<Duration> ofSeconds(BigDecimal seconds) {
    if (seconds.compareTo(MOST_SECONDS) > 0) {
      return Optional.empty();
    }
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Optional.of(Duration.ofSeconds(whole, nanos));
  }
}
