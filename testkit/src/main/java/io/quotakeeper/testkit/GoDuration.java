package io.quotakeeper.testkit;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as programs in Go write them: {@code 160h20m10.5s}, {@code 6m0s}, {@code 120ms}. */
final class GoDuration {

  private GoDuration() {}

  static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return plain(BigDecimal.valueOf(duration.toNanos(), 6)) + "ms";
    }
    BigDecimal seconds = BigDecimal.valueOf(duration.toSecondsPart());
    String rest = plain(seconds.add(BigDecimal.valueOf(duration.toNanosPart(), 9))) + "s";
    if (duration.toMinutes() == 0) {
      return rest;
    }
    String minutes = duration.toMinutesPart() + "m" + rest;
    return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
  }

  /** As protobuf's JSON form has it: {@code 577210.725s}. */
  static String protobuf(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toSeconds());
    return plain(seconds.add(BigDecimal.valueOf(duration.toNanosPart(), 9))) + "s";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
