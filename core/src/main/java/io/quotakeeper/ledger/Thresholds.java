package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Window;

/** Below which share a window is low. Implementations are immutable. */
@FunctionalInterface
public interface Thresholds {

  /**
   * The share, 0 to 1, below which {@code window} is low for {@code account}; exactly that share is
   * not low.
   */
  double low(Owner owner, AccountId account, Window window);

  /** The same share for all. */
  static Thresholds of(double share) {
    return (owner, account, window) -> share;
  }
}
