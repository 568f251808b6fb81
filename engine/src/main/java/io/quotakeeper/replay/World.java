package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Need;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What really was, as far as it is recorded. For one thread. */
final class World implements AutoCloseable {

  private final RecordedTime time = new RecordedTime(Instant.EPOCH);
  private final Shadow facts;
  private final Map<AccountId, Account> accounts = new HashMap<>();
  private final Map<Owner, Policy> policies = new HashMap<>();

  World(Shadow.Cast cast) {
    facts = new Shadow(cast, time);
    for (Account account : facts.accounts()) {
      accounts.put(account.id(), account);
      facts.policy(account.id()).ifPresent(it -> policies.put(account.holder().owner(), it));
    }
  }

  RecordedTime time() {
    return time;
  }

  Instant now() {
    return time.now();
  }

  /** An account; absent if there is none of that id. */
  Optional<Account> account(AccountId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  Map<AccountId, Account> accounts() {
    return accounts;
  }

  /** The adapter of an account of this world. */
  Adapter adapter(Account account) {
    return facts.adapter(account.id()).orElseThrow();
  }

  /** All that is known of an owner. */
  OwnerState state(Owner owner) {
    return facts.ledger().state(owner);
  }

  /** How what is known of an owner of this world is judged. */
  Policy policy(Owner owner) {
    return Objects.requireNonNull(policies.get(owner));
  }

  /** Whether a limit or a refusal of {@code scope} concerns a request on {@code subject}. */
  boolean covers(Owner owner, Scope scope, Scope subject) {
    return policy(owner).groups().covers(owner.provider(), scope, subject);
  }

  void record(Evidence evidence) {
    facts.record(evidence);
  }

  /** A request was sent and not refused. */
  void used(Sighting sighting, Need taken) {
    for (Unit unit : taken.units()) {
      double amount = taken.of(unit);
      if (amount > 0) {
        facts.record(new Evidence.Metered(sighting, taken.subject(), unit, amount));
      }
    }
  }

  @Override
  public void close() {
    facts.close();
  }
}
