package io.quotakeeper.select;

import java.time.Duration;
import java.time.Instant;

/**
 * How much went out lately, each part halved for each quarter of an hour. Kept as what would have
 * had to go out at the beginning of a day to be as much: then the flows of many accounts are
 * compared at an instant with one power for all of them. Immutable.
 *
 * @param atDawn how much that is
 * @param day the day, UTC, counted from 1970
 */
record Flow(double atDawn, long day) {

  static final Flow NONE = new Flow(0, 0);

  private static final double HALF_LIFE_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** It halves so often in a day: a whole number, so that to move it by days costs no power. */
  private static final int HALVINGS_A_DAY = 96;

  /**
   * An instant at which flows are looked at.
   *
   * @param day its day
   * @param kept what is left then of what went out at the beginning of that day, 0 to 1
   */
  record Look(long day, double kept) {

    /** Where no flow is looked at. */
    static final Look NONE = new Look(0, 1);

    static Look at(Instant now) {
      long millis = now.toEpochMilli();
      long sinceDawn = Math.floorMod(millis, DAY_MILLIS);
      return new Look(
          Math.floorDiv(millis, DAY_MILLIS), Math.pow(0.5, sinceDawn / HALF_LIFE_MILLIS));
    }
  }

  Flow plus(double more, Instant now) {
    Look look = Look.at(now);
    return new Flow(onDay(look.day) + more / look.kept, look.day);
  }

  /** How much is left of it. */
  double at(Look look) {
    return onDay(look.day) * look.kept;
  }

  private double onDay(long other) {
    if (other == day || atDawn == 0) {
      return atDawn;
    }
    long halvings = Math.clamp(HALVINGS_A_DAY * (day - other), Double.MIN_EXPONENT, 0);
    return Math.scalb(atDawn, (int) halvings);
  }
}
