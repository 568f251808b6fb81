package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.Window;
import java.util.function.Predicate;

/** What news are about. Of each topic only the newest news matter. */
sealed interface Topic {

  /** A window of an account. */
  record OfQuota(Holder holder, Window window) implements Topic {}

  /** An account. */
  record OfAccount(Holder holder) implements Topic {}

  /** The last sweep. */
  record OfSweep() implements Topic {}

  /** Whether who is interested in those accounts wants to hear of this. */
  default boolean concerns(Predicate<Holder> interest) {
    return switch (this) {
      case OfQuota(Holder holder, var _) -> interest.test(holder);
      case OfAccount(Holder holder) -> interest.test(holder);
      case OfSweep() -> true;
    };
  }
}
