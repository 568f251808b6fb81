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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The course that things would have taken with one strategy: what it would have known, which
 * accounts it would have chosen, and what would have come of that. For one thread.
 */
final class Course implements AutoCloseable {

  private static final int MOST_REFUSED = 10_000;

  private final World world;
  private final Periods periods;
  private final int number;
  private final Expectation expectation;
  private final Strategy strategy;
  private final Shadow shadow;
  private final int mostDifferences;
  private final Map<String, LeaseGrant> asked = new HashMap<>();
  private final Map<String, Comparison> comparisons = new HashMap<>();

  /** Requests that were refused, and may be made again, with the accounts that refused them. */
  private final Map<String, Set<AccountId>> refused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<AccountId>> eldest) {
          return size() > MOST_REFUSED;
        }
      };

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

  /** A request is made; one that was served already is not made again. */
  void ask(Demand demand) {
    if (!demand.isAgain()) {
      asked.put(demand.id(), shadow.leases().lease(demand.request()));
      return;
    }
    Set<AccountId> tried = refused.remove(demand.root());
    if (tried != null) {
      asked.put(demand.id(), shadow.leases().lease(demand.request().withExcept(tried)));
    }
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
      account(demand, real, Optional.empty());
      return;
    }
    var attempts = new Attempts(demand, real, first);
    attempts.make();
    account(demand, real, attempts.servedBy);
    if (!demand.isAgain()) {
      var ends = new Comparison.Ends(real, attempts.isRefused, attempts.servedBy.isEmpty());
      of(demand.pool()).compare(demand, first, ends);
    }
  }

  /** What a request would have met on its way. */
  private final class Attempts {
    private final Demand demand;
    private final Outcome real;
    private final Set<AccountId> tried;
    private LeaseGrant next;
    private boolean isRefused;
    private Optional<Account> servedBy = Optional.empty();

    private Attempts(Demand demand, Outcome real, LeaseGrant first) {
      this.demand = demand;
      this.real = real;
      this.next = first;
      this.tried = new HashSet<>(demand.request().except());
    }

    /**
     * Whoever was really refused knows best whether to ask again, and when; whoever was not would
     * have asked again at once.
     */
    private void make() {
      boolean asksAgain = true;
      while (asksAgain && next instanceof LeaseGrant.Granted granted) {
        asksAgain = isRefusedBy(granted.lease()) && !real.isRefused();
        if (asksAgain) {
          next = shadow.leases().lease(demand.request().withExcept(tried));
        }
      }
      if (next instanceof LeaseGrant.NoneLeft) {
        of(demand.pool()).tally().noneLeft();
      }
      if (servedBy.isEmpty() && real.isRefused()) {
        refused.put(demand.root(), tried);
      }
    }

    private boolean isRefusedBy(Lease lease) {
      Account account = world.account(lease.account()).orElseThrow();
      Tally tally = of(demand.pool()).tally();
      tally.went(demand.request().session(), account.id());
      Optional<Refusal> refusal = expectation.of(demand, account, real);
      if (refusal.isEmpty()) {
        serve(lease, account, demand, real);
        servedBy = Optional.of(account);
        return false;
      }
      isRefused = true;
      tally.refused();
      refuse(lease, account, refusal.get());
      tried.add(account.id());
      return true;
    }
  }

  private void account(Demand demand, Outcome real, Optional<Account> servedBy) {
    Need taken = demand.need().taken(real.usage());
    Optional<Owner> really =
        real.isRefused() ? Optional.empty() : Optional.of(demand.account().holder().owner());
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
    if (real.proved()) {
      shadow.record(
          new Evidence.Observed(
              sighting(lease, account), demand.need().subject(), true, List.of()));
    }
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
