package io.quotakeeper.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Numbers, spans and points of time as people read them. */
final class Amounts {

  private Amounts() {}

  /**
   * A share as a whole percentage, rounded down: what is not full never reads as 100 %, and what is
   * not spent never reads as 0 %.
   *
   * @param share 0 to 1
   */
  static String percent(double share) {
    // The tiny addition keeps 0.29 * 100 from becoming 28.
    long whole = (long) Math.floor(share * 100 + 1e-9);
    return whole == 0 && share > 0 ? "<1 %" : whole + " %";
  }

  /** A number without needless decimals: {@code 1500}, {@code 12.34}, {@code -0.5}. */
  static String number(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value));
    BigDecimal rounded =
        exact.abs().compareTo(BigDecimal.ONE) < 0
            ? exact.setScale(6, RoundingMode.HALF_EVEN)
            : exact.setScale(2, RoundingMode.HALF_EVEN);
    String text = rounded.stripTrailingZeros().toPlainString();
    return text.equals("-0") ? "0" : text;
  }

  /**
   * A span in its two largest units, {@code 2h 55m}, rounded down to full seconds; {@code now} if
   * it is not positive.
   */
  static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds <= 0) {
      return "now";
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  /** How old something is, in its largest unit: {@code 7m}. */
  static String age(Duration age) {
    String span = span(age);
    int space = span.indexOf(' ');
    return space < 0 ? span : span.substring(0, space);
  }

  /** A point of time to the second, in UTC: {@code 2026-03-01T12:00:00Z}. */
  static String instant(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
  }
}
