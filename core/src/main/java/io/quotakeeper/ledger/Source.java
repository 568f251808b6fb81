package io.quotakeeper.ledger;

import java.util.Locale;

/** Where a value comes from, from the strongest to the weakest. */
public enum Source {
  /** Headers of a real answer. */
  OBSERVED,
  /** A quota call. */
  POLLED,
  /** A rule: the window refilled at its reset, as its adapter promises. */
  COMPUTED,
  /** Our own counting against a limit that an operator typed in. */
  METERED,
  /** A limit that an operator typed in. */
  STATED;

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a provider said it. */
  public boolean isProvider() {
    return this == OBSERVED || this == POLLED;
  }
}
