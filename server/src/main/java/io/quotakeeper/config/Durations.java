package io.quotakeeper.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 5m}, {@code 10m30s}, {@code 1h}, {@code 250ms}. */
final class Durations {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int LONGEST_TEXT = 40;
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|[smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  static final Kind<Duration> KIND =
      new Kind<>(
          "a duration above zero such as 5m, 10m30s, 1h or 250ms",
          Durations::parse,
          Shape.strictText(
              "(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?"));

  private Durations() {}

  /** Above zero, at most 366 days; larger units stand before smaller ones, each once. */
  static Duration parse(String text) {
    if (text.startsWith("-")) {
      throw new IllegalArgumentException("a negative duration");
    }
    Duration sum = Duration.ZERO;
    Duration lastUnit = LONGEST;
    Matcher parts = PART.matcher(text);
    int end = 0;
    while (text.length() <= LONGEST_TEXT && parts.find() && parts.start() == end) {
      Duration unit = UNITS.getOrDefault(parts.group(2), LONGEST);
      if (unit.compareTo(lastUnit) >= 0) {
        break;
      }
      lastUnit = unit;
      sum = sum.plus(unit.multipliedBy(Long.parseLong(parts.group(1))));
      end = parts.end();
    }
    if (end == 0 || end < text.length()) {
      throw new IllegalArgumentException("not a duration");
    }
    return inRange(sum);
  }

  /** As people write it, in hours and less: {@code 24h}, {@code 10m30s}. */
  static String text(Duration duration) {
    String text =
        part(duration.toHours(), "h")
            + part(duration.toMinutesPart(), "m")
            + part(duration.toSecondsPart(), "s")
            + part(duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }

  private static Duration inRange(Duration sum) {
    if (sum.isZero()) {
      throw new IllegalArgumentException("a duration of zero");
    }
    if (sum.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("longer than 366 days");
    }
    return sum;
  }
}
