package io.quotakeeper.select;

import java.time.Instant;

/**
 * When what is left of an account is lost if it is not used: at the reset of the window that allows
 * the fewest requests until then. What is left of a longer or a shorter one is not lost by waiting.
 * Where that cannot be told, at the last reset.
 *
 * @param second since 1970; {@link Long#MAX_VALUE} if never, or nobody says
 * @param pace how many requests a second would just use it up by then; 0 if it never lapses
 */
record Lapse(long second, double pace) {

  /** Nothing is lost. */
  static final Lapse NEVER = new Lapse(Long.MAX_VALUE, 0);

  /** So many requests a window is assumed to allow, while nobody can tell. */
  private static final double ASSUMED = 200;

  /** Far more than any load. */
  private static final double AT_LAST = 1e15;

  static Lapse of(Bound[] bounds, Instant now) {
    double slowest = Double.POSITIVE_INFINITY;
    long reset = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    double assumed = 0;
    for (Bound bound : bounds) {
      long lapse = bound.lapse(now);
      if (lapse == Long.MAX_VALUE) {
        continue;
      }
      if (lapse > last) {
        last = lapse;
        assumed = bound.headroom() * ASSUMED / Math.max(1, lapse - now.getEpochSecond());
      }
      double pace = bound.evenPace(now);
      if (pace < slowest) {
        slowest = pace;
        reset = lapse;
      }
    }
    if (reset != Long.MAX_VALUE) {
      return new Lapse(reset, slowest);
    }
    return last == Long.MIN_VALUE ? NEVER : new Lapse(last, assumed);
  }

  /** When it is, in spans of so many seconds: what lies close together is the same. */
  long within(long span) {
    return Math.floorDiv(second, span);
  }

  /**
   * How much of what would just use it up goes to it already, the least first. Who has nothing to
   * lose comes last.
   *
   * @param flow what was given to it lately
   */
  double load(double flow) {
    return pace > 0 ? (flow + 1) / pace : AT_LAST + flow;
  }
}
