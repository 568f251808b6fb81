package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.AccountId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whose windows, or news, a call asks for. */
final class Holders {

  private Holders() {}

  static Predicate<Holder> ofProvider(Call call) {
    Optional<String> provider = call.text("provider");
    return holder -> provider.isEmpty() || holder.owner().provider().equals(provider.get());
  }

  static Predicate<Holder> ofPool(Call call, Pools pools) {
    Optional<String> pool = call.text("pool");
    if (pool.isEmpty()) {
      return _ -> true;
    }
    Set<AccountId> accounts =
        pools
            .accountsOf(pool.get())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(404, "unknown-pool", "there is no pool of that id")));
    return holder -> accounts.contains(holder.account());
  }
}
