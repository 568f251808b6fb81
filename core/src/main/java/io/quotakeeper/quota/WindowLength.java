package io.quotakeeper.quota;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long windows are, as their ids tell. */
final class WindowLength {

  private static final int MOST_DIGITS = 6;
  private static final Optional<Duration> SECOND = Optional.of(Duration.ofSeconds(1));
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));
  private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
  private static final Optional<Duration> DAY = Optional.of(Duration.ofDays(1));

  /** A month is as long as the longest. */
  private static final Map<String, Optional<Duration>> NAMED =
      Map.ofEntries(
          Map.entry("second", SECOND),
          Map.entry("rps", SECOND),
          Map.entry("minute", MINUTE),
          Map.entry("rpm", MINUTE),
          Map.entry("tpm", MINUTE),
          Map.entry("itpm", MINUTE),
          Map.entry("otpm", MINUTE),
          Map.entry("ipm", MINUTE),
          Map.entry("hourly", HOUR),
          Map.entry("rph", HOUR),
          Map.entry("daily", DAY),
          Map.entry("rpd", DAY),
          Map.entry("tpd", DAY),
          Map.entry("weekly", Optional.of(Duration.ofDays(7))),
          Map.entry("monthly", Optional.of(Duration.ofDays(31))));

  private WindowLength() {}

  /** The length that {@code id} names by itself ({@code 5h}), or by its last word. */
  static Optional<Duration> of(String id) {
    Optional<Duration> named = NAMED.get(id.substring(id.lastIndexOf('-') + 1));
    return named == null ? counted(id) : named;
  }

  private static Optional<Duration> counted(String id) {
    int digits = id.length() - 1;
    if (digits < 1 || digits > MOST_DIGITS) {
      return Optional.empty();
    }
    int count = 0;
    for (int i = 0; i < digits; i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Optional.empty();
      }
      count = count * 10 + digit;
    }
    if (count == 0) {
      return Optional.empty();
    }
    return switch (id.charAt(digits)) {
      case 's' -> Optional.of(Duration.ofSeconds(count));
      case 'm' -> Optional.of(Duration.ofMinutes(count));
      case 'h' -> Optional.of(Duration.ofHours(count));
      case 'd' -> Optional.of(Duration.ofDays(count));
      default -> Optional.empty();
    };
  }
}
