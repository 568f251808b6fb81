package io.quotakeeper.bench.lab;

import io.quotakeeper.bench.SameThread;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseManager;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Quotakeeper as it is: its monitor asks the usage calls, adapters read them and the answers, and
 * its leases choose the accounts. It knows nothing but what goes over the wire.
 */
final class QuotakeeperRouter implements Router {

  private static final String POOL = "lab";

  /** What a session rather waits than loses its prompt cache. */
  private static final Duration MOVE_COST = Duration.ofSeconds(5);

  private final ManualTime time = new ManualTime(Wire.START);
  private final SameThread executor = new SameThread();
  private final Upstream upstream;
  private final List<AccountId> ids;
  private final QuotaManager quotas;
  private final LeaseManager leases;
  private long passed;

  QuotakeeperRouter(Strategy strategy, Upstream upstream, long seed) {
    this.upstream = upstream;
    this.ids = upstream.accounts().stream().map(account -> new AccountId(account.id())).toList();
    this.quotas =
        QuotaManager.builder()
            .adapters(adapters(upstream))
            .accounts(upstream.accounts().stream().map(QuotakeeperRouter::account).toList())
            .transport(new UsageCalls())
            .time(time)
            .timer(time)
            .random(new Random(seed))
            .executor(executor)
            .build();
    this.leases = quotas.leases();
    Pool pool = Pool.of(POOL, ids).withStrategy(strategy);
    leases.pools(
        List.of(
            new Pool(
                pool.id(),
                pool.accounts(),
                pool.strategy(),
                pool.weights(),
                pool.reserve(),
                pool.reserves(),
                pool.fallbacks(),
                MOVE_COST)));
    quotas.startBackgroundMonitor();
  }

  /** Quotakeeper with that strategy. */
  static Strategist of(Strategy strategy) {
    return new Strategist(
        strategy.word(), (upstream, seed) -> new QuotakeeperRouter(strategy, upstream, seed));
  }

  @Override
  public Grant acquire(Ask ask, long now) {
    Map<Unit, Double> estimate =
        ask.estimate() > 0 ? Map.of(Unit.TOKENS, ask.estimate()) : Map.of();
    Set<AccountId> except = ask.refusedBy().stream().map(ids::get).collect(Collectors.toSet());
    var request =
        new LeaseRequest(POOL, ask.model(), ask.session(), Purpose.INTERACTIVE, estimate, except);
    return switch (leases.lease(request)) {
      case LeaseGrant.NoneLeft none ->
          new Grant.None(none.retryAt().instant().map(Wire::millis).orElse(Meter.NEVER));
      case LeaseGrant.Granted granted ->
          new Grant.Use(
              ids.indexOf(granted.lease().account()),
              Wire.millis(granted.lease().notBefore()),
              granted.lease().id());
    };
  }

  @Override
  public void told(Grant.Use grant, LabReply reply, double tokens, long now) {
    Map<Unit, Double> usage = tokens > 0 ? Map.of(Unit.TOKENS, tokens) : Map.of();
    leases.settle(grant.ticket(), new LeaseOutcome.Answered(Wire.reply(reply, now), usage));
  }

  @Override
  public void advance(long now) {
    if (now > passed) {
      time.advance(Duration.ofMillis(now - passed));
      passed = now;
    }
  }

  @Override
  public void close() {
    quotas.close();
    executor.close();
  }

  private static Adapters adapters(Upstream upstream) {
    return Adapters.shipped()
        .with(
            upstream.owners().stream()
                .map(OwnerState::group)
                .distinct()
                .map(LabAdapter::of)
                .toList());
  }

  private static Account account(Upstream.Account account) {
    return new Account(
        new AccountId(account.id()),
        account.owner().group().id(),
        account.ownerName(),
        "",
        Plan.NONE,
        Map.of(),
        true,
        "",
        List.of(),
        SecretSource.of(Secret.of(Integer.toString(account.index()))));
  }

  /** Answers the usage calls of all accounts at once. */
  private final class UsageCalls implements Transport {

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      String token = request.headers().get("Authorization").orElseThrow();
      int place = Integer.parseInt(token.substring("Bearer ".length()));
      OwnerState owner = upstream.accounts().get(place).owner();
      AccountGroup.Usage usage = owner.group().usage();
      if (usage == null) {
        throw new IllegalStateException("a usage call where there is none");
      }
      // Whole milliseconds of a run: never before what has happened already.
      long now = Math.max(passed, Duration.between(Wire.START, time.now()).toMillis());
      String body = Wire.usage(usage, owner.shown(now));
      return CompletableFuture.completedFuture(new Answer(200, Headers.none(), body));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
