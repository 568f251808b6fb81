package io.quotakeeper.select;

import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.quota.Unit;

/**
 * What is held of one window, in its unit; in requests where it is told as a share. Read without a
 * lock; changed under that of its {@link Holdings}.
 */
final class Tally {

  private final Unit unit;
  private Provenance said;
  private volatile double held;

  Tally(Unit unit, Provenance said) {
    this.unit = unit;
    this.said = said;
  }

  double held() {
    return held;
  }

  boolean isOf(Provenance other) {
    return said.asOf().equals(other.asOf()) && said.source() == other.source();
  }

  void add(Hold hold, int sign) {
    if (counts(hold)) {
      held = Math.max(0, held + sign * hold.need().of(unit));
    }
  }

  /** Begins anew, for another value. */
  void restart(Provenance other) {
    said = other;
    held = 0;
  }

  /**
   * Whether the value of the window does not tell of it yet. A provider counts a request when it
   * comes in. What is in the request it reserves then, too, as the headers of the next show; a
   * usage call tells of it when it is over.
   */
  private boolean counts(Hold hold) {
    boolean isCountedAtOnce = unit.equals(Unit.REQUESTS) || said.source() == Source.OBSERVED;
    return !isCountedAtOnce || !hold.grantedAt().isBefore(said.asOf());
  }
}
