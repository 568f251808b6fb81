package io.quotakeeper.select;

import java.time.Duration;
import java.time.Instant;

/**
 * How much went out lately, each part halved for each quarter of an hour. Kept also as what would
 * have had to go out at the beginning of a day to be as much: then the flows of many accounts are
 * looked at with one power for all of them. Immutable.
 *
 * @param amount how much it was when the last went out
 * @param asOf when that was
 * @param atDawn how much it would have been at the beginning of that day
 * @param day the day, UTC, counted from 1970
 */
record Flow(double amount, Instant asOf, double atDawn, long day) {

  static final Flow NONE = new Flow(0, Instant.EPOCH, 0, 0);

  private static final double HALF_LIFE_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** It halves so often in a day: a whole number, so that days that passed cost no power. */
  private static final int HALVINGS_A_DAY = 96;

  /**
   * An instant at which flows are looked at.
   *
   * @param now the instant
   * @param day its day
   * @param kept what is left then of what went out at the beginning of that day, 0 to 1
   */
  record Look(Instant now, long day, double kept) {

    /** Where no flow is looked at. */
    static final Look NONE = new Look(Instant.EPOCH, 0, 1);

    static Look at(Instant now) {
      long millis = now.toEpochMilli();
      long sinceDawn = Math.floorMod(millis, DAY_MILLIS);
      double kept = Math.pow(0.5, (double) sinceDawn / HALF_LIFE_MILLIS);
      return new Look(now, Math.floorDiv(millis, DAY_MILLIS), kept);
    }
  }

  Flow plus(double more, Instant now) {
    Look look = Look.at(now);
    double next = at(look) + more;
    return new Flow(next, now, next / look.kept, look.day);
  }

  /** How much is left of it. It does not grow where a clock was set back. */
  double at(Look look) {
    if (amount == 0 || asOf.isAfter(look.now)) {
      return amount;
    }
    double left = atDawn * look.kept;
    return look.day == day ? left : Math.scalb(left, halvings(look.day - day));
  }

  private static int halvings(long days) {
    return (int) Math.max(Double.MIN_EXPONENT * 2L, -HALVINGS_A_DAY * days);
  }
}
