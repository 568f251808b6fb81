package io.quotakeeper.outlook;

import io.quotakeeper.quota.Moment;

/**
 * How late a provider's numbers are, which it does not say: as long as they are after a reset, when
 * they go on telling for a while what was left before.
 *
 * @param millis how late they were at the last reset; 0 where that was not seen
 * @param reset a reset that is not seen in the numbers yet, in milliseconds since 1970
 * @param stale when they told last what was left before it
 * @param until how long it is waited for; 0 where none is
 */
record Lateness(long millis, long reset, long stale, long until) {

  static final Lateness NONE = new Lateness(0, 0, 0, 0);

  /** What is later than this part of a window is not a reset that was late. */
  private static final int LATEST_PART = 20;

  /** The lateness after another look. */
  Lateness with(Look last, Look look) {
    long at = look.at().toEpochMilli();
    if (last.resetsAt() instanceof Moment.At(var end) && !look.at().isBefore(end)) {
      long passed = end.toEpochMilli();
      return isBack(last, look) ? seen(Math.min(millis, at - passed)) : waiting(passed, look);
    }
    if (at > until) {
      return until == 0 ? this : seen(millis);
    }
    return isBack(last, look)
        ? seen((stale + at) / 2 - reset)
        : new Lateness(millis, reset, at, until);
  }

  private static Lateness seen(long millis) {
    return new Lateness(millis, 0, 0, 0);
  }

  private Lateness waiting(long passed, Look look) {
    long at = look.at().toEpochMilli();
    long next = look.resetsAt().instant().orElse(look.at()).toEpochMilli();
    return new Lateness(millis, passed, at, passed + (next - passed) / LATEST_PART);
  }

  /** Whether most of what had gone came back. */
  private static boolean isBack(Look last, Look look) {
    return look.left() - last.left() > (last.full() - last.left()) / 2;
  }
}
