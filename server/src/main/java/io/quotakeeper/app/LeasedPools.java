package io.quotakeeper.app;

import io.quotakeeper.config.Pool;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Strategy;
import java.util.List;

/** The pools of a configuration as the engine leases from them. */
final class LeasedPools {

  private LeasedPools() {}

  static List<io.quotakeeper.engine.Pool> of(List<Pool> configured) {
    return configured.stream().map(LeasedPools::pool).toList();
  }

  private static io.quotakeeper.engine.Pool pool(Pool pool) {
    List<AccountId> inOrder =
        pool.strategy() == Strategy.FILL_FIRST ? pool.order() : pool.accounts();
    return new io.quotakeeper.engine.Pool(
        pool.id(),
        inOrder,
        pool.strategy(),
        pool.weights(),
        pool.reserve(),
        pool.reserves(),
        pool.fallbacks(),
        pool.session().moveCost());
  }
}
