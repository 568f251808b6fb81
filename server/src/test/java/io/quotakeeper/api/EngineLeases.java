package io.quotakeeper.api;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.LeaseDecision;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.Settled;
import io.quotakeeper.engine.TooManyLeasesException;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The leases of a real engine, whose accounts are {@code team-a} to {@code team-o} at a provider
 * that is known by traffic alone. Its time is {@link FakeQuotas#NOW} and stands still.
 */
final class EngineLeases implements Leases, AutoCloseable {

  static final int ACCOUNTS = 15;

  final ManualTime time = new ManualTime(FakeQuotas.NOW);
  volatile boolean isFull;
  private final QuotaManager manager;

  EngineLeases() {
    manager =
        QuotaManager.builder()
            .accounts(ids().stream().map(EngineLeases::account).toList())
            .settings(MonitorSettings.defaults())
            .transport(new Silent())
            .time(time)
            .timer(time)
            .build();
    pools(Pool.of("chat", ids()));
  }

  static List<AccountId> ids() {
    return IntStream.range(0, ACCOUNTS)
        .mapToObj(i -> new AccountId("team-" + (char) ('a' + i)))
        .toList();
  }

  private static Account account(AccountId id) {
    return Account.of(id, "groq", SecretSource.of(Secret.of(FakeQuotas.CANARY)));
  }

  void pools(Pool... pools) {
    manager.leases().pools(List.of(pools));
  }

  /** States how much is left of an account's day of 1,000 requests. */
  void left(String account, double left) {
    Window daily = new Window(Scope.account(), "daily", Unit.REQUESTS);
    Reading reading = Reading.limit(daily, Amount.counted(left, 1000), Moment.at(FakeQuotas.RESET));
    manager.state(new AccountId(account), List.of(reading));
  }

  /** All accounts but these have nothing left. */
  void onlyServe(String... accounts) {
    List<AccountId> others = new ArrayList<>(ids());
    for (String account : accounts) {
      others.remove(new AccountId(account));
    }
    others.forEach(other -> left(other.value(), 0));
  }

  int underWay() {
    return manager.leases().underWay();
  }

  double headroom(String account) {
    return manager.status(new AccountId(account)).headroom().fraction().orElse(-1);
  }

  @Override
  public LeaseGrant lease(LeaseRequest request) {
    if (isFull) {
      throw new TooManyLeasesException(100_000);
    }
    return manager.leases().lease(request);
  }

  @Override
  public Settled settle(String lease, LeaseOutcome outcome) {
    return manager.leases().settle(lease, outcome);
  }

  @Override
  public List<LeaseDecision> decisions(int most, Predicate<LeaseDecision> wanted) {
    return manager.leases().decisions(most, wanted);
  }

  @Override
  public void close() {
    manager.close();
  }

  private static final class Silent implements Transport {

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      return CompletableFuture.completedFuture(new Answer(204, Headers.none(), ""));
    }

    @Override
    public void close() {}
  }
}
