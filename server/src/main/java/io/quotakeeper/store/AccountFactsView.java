package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;
import java.util.Optional;

/** Where a {@link StateWriter} looks up what is known of an account. Must not block. */
@FunctionalInterface
public interface AccountFactsView {

  /** The newest facts; empty if there is no such account any more. */
  Optional<AccountFacts> facts(AccountId account);
}
