package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans that providers told, by account. A provider that was asked and names none is remembered
 * too, so that it is not asked for it again. Thread-safe; holds no more than there are accounts.
 */
final class TierCache {

  private final Map<AccountId, Plan> plans = new ConcurrentHashMap<>();

  /** What was told, {@link Plan#NONE} if the provider names none, absent if it was not asked. */
  Optional<Plan> plan(AccountId account) {
    return Optional.ofNullable(plans.get(account));
  }

  void told(AccountId account, Plan plan) {
    plans.put(account, plan);
  }

  /** Told before a restart; what was told since is newer. */
  void restored(AccountId account, Plan plan) {
    plans.putIfAbsent(account, plan);
  }

  /** It answered; what it named before, if anything, stays. */
  void answered(AccountId account) {
    plans.putIfAbsent(account, Plan.NONE);
  }

  void forget(AccountId account) {
    plans.remove(account);
  }

  void retain(Set<AccountId> accounts) {
    plans.keySet().retainAll(accounts);
  }

  void clear() {
    plans.clear();
  }
}
