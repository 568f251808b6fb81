package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whose status, windows or news a call asks for. */
final class Holders {

  /** What {@link #named} reads. */
  static final List<String> PARAMETERS = List.of("account", "provider", "pool");

  private Holders() {}

  /** Those of the account, the provider and the pool that a call names, if it names any. */
  static Predicate<Holder> named(Call call, ApiPorts ports) {
    Optional<AccountId> account = call.accountIfGiven("account");
    account.ifPresent(id -> Operations.known(id, ports.quotas()::account));
    Predicate<Holder> ofAccount =
        holder -> account.isEmpty() || holder.account().equals(account.get());
    return ofAccount.and(ofProvider(call)).and(ofPool(call, ports.pools()));
  }

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
        pools.accountsOf(pool.get()).orElseThrow(() -> new ProblemException(unknownPool()));
    return holder -> accounts.contains(holder.account());
  }

  /** Does not repeat the id, which may be anything. */
  static Problem unknownPool() {
    return Problem.of(404, "unknown-pool", "there is no pool of that id");
  }
}
