package io.quotakeeper.ledger;

import java.util.Locale;

/** How urgent a window is, by what is left of it. From the calmest to the most urgent. */
public enum Level {
  /** Enough is left. */
  OK,
  /** Not known. */
  UNKNOWN,
  /** Less than the threshold is left. */
  LOW,
  /** Nothing is left, or its scope is refused, or the plan has none. */
  EXHAUSTED;

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
