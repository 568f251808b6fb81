package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import java.util.concurrent.CompletableFuture;

/** What waits to be written, in the order in which it came. */
sealed interface Dirty {

  /** An owner whose state has changed. */
  record OfOwner(Owner owner) implements Dirty {}

  /** An account of which something new is known. */
  record OfAccount(AccountId account) implements Dirty {}

  /**
   * Someone who waits until everything before it is durable.
   *
   * @param told whether it is
   * @param last whether nothing is to be written any more after that
   */
  record Waiter(CompletableFuture<Boolean> told, boolean last) implements Dirty {}
}
