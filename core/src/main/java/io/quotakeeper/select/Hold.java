package io.quotakeeper.select;

import java.time.Instant;

/**
 * What is held for one request until its outcome is known. Equal only to itself.
 *
 * <p>Thread-safe: all but its place among those under way never changes.
 */
public final class Hold {

  private final Need need;
  private final Instant grantedAt;
  private final Tally[] tallies;

  /** Its place among those under way, -1 once it was given back; under the lock of the owner's. */
  private int place = -1;

  Hold(Need need, Instant grantedAt, Tally[] tallies) {
    this.need = need;
    this.grantedAt = grantedAt;
    this.tallies = tallies;
  }

  /** What it is held for. */
  public Need need() {
    return need;
  }

  int place() {
    return place;
  }

  void moveTo(int other) {
    place = other;
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
