package io.quotakeeper.app;

import io.quotakeeper.api.Pools;
import io.quotakeeper.config.Pool;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pools of the configuration, by id. */
record ConfiguredPools(List<Pool> pools) implements Pools {

  @Override
  public Optional<Set<AccountId>> accountsOf(String id) {
    return pools.stream()
        .filter(pool -> pool.id().equals(id))
        .findFirst()
        .map(pool -> Set.copyOf(pool.accounts()));
  }
}
