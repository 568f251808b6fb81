package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
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

  /**
   * Providers tell what is used, and 1 - 0.9 is less than 0.1 in binary: so much less is no less.
   */
  private static final double ROUNDING = 1e-9;

  /** The level of an amount of which a share under {@code low} (0 to 1) is low. */
  static Level of(Amount amount, double low) {
    return switch (amount) {
      case Amount.NotEntitled _ -> EXHAUSTED;
      case Amount.Unlimited _ -> OK;
      case Amount.Unknown _ -> UNKNOWN;
      case Amount.Known known when known.isSpent() -> EXHAUSTED;
      case Amount.Known known -> known.fraction().orElse(1) < low - ROUNDING ? LOW : OK;
    };
  }

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
