package io.quotakeeper.app;

import io.quotakeeper.api.Pools;
import io.quotakeeper.config.Pool;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The pools of the configuration as it is each time, by id. */
record ConfiguredPools(Supplier<List<Pool>> pools) implements Pools {

  @Override
  public Optional<Set<AccountId>> accountsOf(String id) {
    return pools.get().stream()
        .filter(pool -> pool.id().equals(id))
        .findFirst()
        .map(pool -> Set.copyOf(pool.accounts()));
  }
}
