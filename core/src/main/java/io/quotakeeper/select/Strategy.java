package io.quotakeeper.select;

import java.util.Locale;

/**
 * In which order the accounts of a pool are used. Whatever the order, one that can serve comes
 * before one that may, and one that cannot is not used.
 */
public enum Strategy {
  /** By tier, the highest first, then by headroom. */
  TIERED(true),
  /**
   * What would be lost at its reset comes first. A session begins where the least goes already of
   * what would just use the account up by its reset: if each began where most would be lost, they
   * would use that up long before, and all would have to move.
   */
  EXPIRING_FIRST(false),
  /** The most headroom comes first. */
  MOST_HEADROOM(true),
  /** Each in turn. */
  ROUND_ROBIN(true),
  /** One until it is spent, then the next. */
  FILL_FIRST(false),
  /** In proportion to weights. */
  WEIGHTED(true);

  private final boolean sparesLow;

  Strategy(boolean sparesLow) {
    this.sparesLow = sparesLow;
  }

  /**
   * Whether an account with little left comes after those with enough. Who means to use an account
   * up does not stop short of its end.
   */
  boolean sparesLow() {
    return sparesLow;
  }

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
