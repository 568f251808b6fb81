package io.quotakeeper.select;

import java.time.Duration;
import java.time.Instant;

/**
 * How much went out lately. Immutable.
 *
 * @param amount of what went out by {@code asOf}, each part halved for each quarter of an hour
 * @param asOf when the last went out
 */
record Flow(double amount, Instant asOf) {

  static final Flow NONE = new Flow(0, Instant.EPOCH);

  private static final double HALF_LIFE_MILLIS = Duration.ofMinutes(15).toMillis();

  Flow plus(double more, Instant now) {
    return new Flow(at(now) + more, now);
  }

  double at(Instant now) {
    if (amount == 0) {
      return 0;
    }
    double passed = Math.max(0, Duration.between(asOf, now).toMillis());
    return amount * Math.pow(0.5, passed / HALF_LIFE_MILLIS);
  }
}
