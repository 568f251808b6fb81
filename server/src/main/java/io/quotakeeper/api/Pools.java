package io.quotakeeper.api;

import io.quotakeeper.quota.AccountId;
import java.util.Optional;
import java.util.Set;

/** What the surface asks of the configured pools. Thread-safe; does not block. */
@FunctionalInterface
public interface Pools {

  /** The accounts of a pool; absent if there is no pool of that id. */
  Optional<Set<AccountId>> accountsOf(String pool);
}
