package io.quotakeeper.select;

import io.quotakeeper.quota.Unit;
import java.time.Instant;

/**
 * What is held of one window, in its unit; in requests where it is told as a share. Read without a
 * lock; changed under that of its {@link Holdings}.
 */
final class Tally {

  private final Unit unit;
  private Instant asOf;
  private volatile double held;

  Tally(Unit unit, Instant asOf) {
    this.unit = unit;
    this.asOf = asOf;
  }

  double held() {
    return held;
  }

  boolean isAsOf(Instant instant) {
    return asOf.equals(instant);
  }

  void add(Hold hold, int sign) {
    if (counts(hold)) {
      held = Math.max(0, held + sign * hold.need().of(unit));
    }
  }

  /** Begins anew, for a value that describes another instant. */
  void restart(Instant instant) {
    asOf = instant;
    held = 0;
  }

  /**
   * Whether the value of the window does not tell of it yet. A provider counts a request when it
   * comes in, but what is in the request when it is over.
   */
  private boolean counts(Hold hold) {
    return !unit.equals(Unit.REQUESTS) || !hold.grantedAt().isBefore(asOf);
  }
}
