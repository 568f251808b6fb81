package io.quotakeeper.testkit;

import java.time.Duration;

/** When a simulated window has its limit again. */
public sealed interface Renewal {

  /**
   * The window runs from its first use and is full again at its end. While nobody uses it its reset
   * floats: it is always one length away.
   *
   * @param length more than zero, on the wall clock
   */
  record FromFirstUse(Duration length) implements Renewal {
    /** Refuses a length of zero or less. */
    public FromFirstUse {
      requirePositive(length);
    }
  }

  /**
   * A token bucket: what was used flows back evenly. Its reset is the moment at which it is full.
   *
   * @param length the time that an empty bucket takes to fill, on the monotonic clock; more than
   *     zero
   */
  record Rolling(Duration length) implements Renewal {
    /** Refuses a length of zero or less. */
    public Rolling {
      requirePositive(length);
    }
  }

  /**
   * Full again at the next boundary of the calendar in UTC; weeks start on Monday.
   *
   * @param period how long it runs
   */
  record Calendar(Period period) implements Renewal {}

  /** It only burns: a balance. */
  record Never() implements Renewal {}

  /** Periods of the calendar. */
  enum Period {
    /** From midnight to midnight. */
    DAY,
    /** From Monday to Monday. */
    WEEK,
    /** From the first to the first. */
    MONTH
  }

  private static void requirePositive(Duration length) {
    if (!length.isPositive()) {
      throw new IllegalArgumentException("length of a window is not positive: " + length);
    }
  }
}
