package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Lease;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.engine.UnknownLeaseException;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.select.Need;
import io.quotakeeper.select.Strategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The course that things would have taken with one strategy: what it would have known, which
 * accounts it would have chosen, and what would have come of that. A request that would be refused
 * is made again at once, without the accounts that refused it, as clients do. For one thread.
 */
final class Course implements AutoCloseable {

  private final World world;
  private final Periods periods;
  private final int number;
  private final Expectation expectation;
  private final Strategy strategy;
  private final Shadow shadow;
  private final int mostDifferences;
  private final Map<String, LeaseGrant> asked = new HashMap<>();
  private final Map<String, Comparison> comparisons = new HashMap<>();

  /**
   * Which one of several.
   *
   * @param number from 0
   * @param strategy how it chooses
   * @param mostDifferences how many differences are told of each pool, 0 or more
   */
  record Kind(int number, Strategy strategy, int mostDifferences) {}

  Course(Kind kind, Shadow.Cast cast, World world, Periods periods) {
    this.world = world;
    this.periods = periods;
    this.number = kind.number;
    this.strategy = kind.strategy;
    this.mostDifferences = kind.mostDifferences;
    this.expectation = new Expectation(world, periods, number);
    var pools = cast.pools().stream().map(pool -> pool.withStrategy(strategy)).toList();
    this.shadow =
        new Shadow(
            new Shadow.Cast(cast.adapters(), cast.settings(), cast.accounts(), pools),
            world.time());
  }

  Strategy strategy() {
    return strategy;
  }

  /** What it would have made of the requests of a pool. */
  Comparison of(String pool) {
    return comparisons.computeIfAbsent(pool, _ -> new Comparison(mostDifferences));
  }

  /** Somebody told a plan. */
  void told(AccountId account, Plan plan) {
    shadow.told(account, plan);
  }

  /** It would have heard this, too, whichever accounts it had chosen. */
  void hear(Evidence evidence) {
    shadow.record(evidence);
  }

  /** It would have heard this, by as much as it would have used less or more itself. */
  void hearAdjusted(Evidence evidence) {
    Owner owner = evidence.sighting().owner();
    switch (evidence) {
      case Evidence.Polled it -> {
        Instant asOf = it.sighting().sentAt().minus(it.lag());
        shadow.record(
            new Evidence.Polled(
                it.sighting(),
                it.chain(),
                it.call(),
                adjusted(owner, it.readings(), asOf),
                it.availabilityOnly(),
                it.lag()));
      }
      case Evidence.Observed it ->
          shadow.record(
              new Evidence.Observed(
                  it.sighting(),
                  it.subject(),
                  false,
                  adjusted(owner, it.readings(), it.sighting().sentAt())));
      case Evidence.Refused _, Evidence.Metered _, Evidence.Stated _ -> shadow.record(evidence);
    }
  }

  private List<Reading> adjusted(Owner owner, List<Reading> readings, Instant asOf) {
    return readings.stream()
        .map(reading -> periods.adjusted(number, owner, reading, asOf))
        .toList();
  }

  /** A request is made. */
  void ask(Demand demand) {
    asked.put(demand.id(), shadow.leases().lease(demand.request()));
  }

  /** It was never sent after all. */
  void drop(Demand demand) {
    if (asked.remove(demand.id()) instanceof LeaseGrant.Granted granted) {
      settle(granted.lease(), new LeaseOutcome.Ignored());
    }
  }

  /** It ended; really so. */
  void end(Demand demand, Outcome real) {
    LeaseGrant first = asked.remove(demand.id());
    if (first == null) {
      return;
    }
    Comparison comparison = of(demand.pool());
    Set<AccountId> tried = new HashSet<>(demand.request().except());
    boolean refused = false;
    LeaseGrant next = first;
    Optional<Account> servedBy = Optional.empty();
    while (servedBy.isEmpty() && next instanceof LeaseGrant.Granted granted) {
      Account account = world.account(granted.lease().account()).orElseThrow();
      comparison.tally().went(demand.request().session(), account.id());
      Optional<Refusal> refusal = expectation.of(demand, account, real);
      if (refusal.isPresent()) {
        refused = true;
        comparison.tally().refused();
        refuse(granted.lease(), account, refusal.get());
        tried.add(account.id());
        next = shadow.leases().lease(demand.request().withExcept(tried));
      } else {
        serve(granted.lease(), account, demand, real);
        servedBy = Optional.of(account);
      }
    }
    if (servedBy.isEmpty()) {
      comparison.tally().noneLeft();
    }
    account(demand, real, servedBy);
    comparison.compare(demand, first, new Comparison.Ends(real, refused, servedBy.isEmpty()));
  }

  /** A request that is none of its own was made, again after a refusal, and took so much. */
  void usedBeside(Account account, Need taken, Instant at) {
    periods.spared(number, account.holder().owner(), taken, 1, at);
  }

  private void account(Demand demand, Outcome real, Optional<Account> servedBy) {
    Need taken = demand.need().taken(real.usage());
    Optional<Owner> really =
        real.refusal().isEmpty()
            ? Optional.of(demand.account().holder().owner())
            : Optional.empty();
    Optional<Owner> instead = servedBy.map(it -> it.holder().owner());
    if (!really.equals(instead)) {
      really.ifPresent(owner -> periods.spared(number, owner, taken, 1, demand.at()));
      instead.ifPresent(owner -> periods.spared(number, owner, taken, -1, demand.at()));
    }
  }

  private void refuse(Lease lease, Account account, Refusal refusal) {
    shadow.record(new Evidence.Refused(sighting(lease, account), refusal));
    settle(lease, new LeaseOutcome.Ignored());
  }

  private void serve(Lease lease, Account account, Demand demand, Outcome real) {
    shadow.record(
        new Evidence.Observed(
            sighting(lease, account), demand.need().subject(), true, List.of()));
    settle(lease, new LeaseOutcome.Used(real.usage()));
  }

  private Sighting sighting(Lease lease, Account account) {
    Instant now = world.now();
    Instant sent = lease.notBefore().isBefore(now) ? lease.notBefore() : lease.grantedAt();
    return new Sighting(account.id(), account.holder().owner(), sent, now);
  }

  private void settle(Lease lease, LeaseOutcome outcome) {
    try {
      var _ = shadow.leases().settle(lease.id(), outcome);
    } catch (UnknownLeaseException _) {
      // It ended by itself, which counts as used.
    }
  }

  @Override
  public void close() {
    shadow.close();
  }
}
