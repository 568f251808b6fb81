package io.quotakeeper.select;

import java.time.Instant;

/**
 * What is held for one request until its outcome is known. Equal only to itself.
 *
 * <p>Immutable.
 */
public final class Hold {

  private final Need need;
  private final Instant grantedAt;
  private final Tally[] tallies;

  Hold(Need need, Instant grantedAt, Tally[] tallies) {
    this.need = need;
    this.grantedAt = grantedAt;
    this.tallies = tallies;
  }

  /** What it is held for. */
  public Need need() {
    return need;
  }

  Instant grantedAt() {
    return grantedAt;
  }

  void addTo(int sign) {
    for (Tally tally : tallies) {
      tally.add(this, sign);
    }
  }

  boolean isIn(Tally wanted) {
    for (Tally tally : tallies) {
      if (tally == wanted) {
        return true;
      }
    }
    return false;
  }
}
