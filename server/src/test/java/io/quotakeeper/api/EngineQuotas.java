package io.quotakeeper.api;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.MonitorStats;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Decision;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A real monitor of GitHub accounts, whose provider always answers the same. */
final class EngineQuotas implements Quotas, AutoCloseable {

  final QuotaManager manager;
  private final Time time;

  EngineQuotas(Time time, Timer timer, String... accounts) {
    this.time = time;
    manager =
        QuotaManager.builder()
            .accounts(accounts(accounts))
            .settings(MonitorSettings.defaults())
            .transport(new Steady())
            .time(time)
            .timer(timer)
            .build();
  }

  static List<Account> accounts(String... ids) {
    return Arrays.stream(ids)
        .map(id ->
            Account.of(new AccountId(id), "github", SecretSource.of(Secret.of("canary-" + id))))
        .toList();
  }

  /** Has a provider say, with an answer to traffic, how much of its 5,000 is left. */
  void left(String account, int left, Instant reset) {
    Headers headers =
        Headers.none()
            .with("x-ratelimit-resource", "core")
            .with("x-ratelimit-limit", "5000")
            .with("x-ratelimit-remaining", String.valueOf(left))
            .with("x-ratelimit-reset", String.valueOf(reset.getEpochSecond()));
    var reply = new Reply(Adapter.TRAFFIC, 200, headers, "", time.now());
    manager.observe(new AccountId(account), "", reply, time.now());
  }

  /** States so many windows of an account, {@code w0} and on, each with that much left of 1,000. */
  void state(String account, int windows, double left) {
    List<Reading> readings =
        IntStream.range(0, windows)
            .mapToObj(i ->
                Reading.limit(
                    new Window(Scope.account(), "w" + i, Unit.REQUESTS),
                    Amount.counted(left, 1000),
                    Moment.unstated()))
            .toList();
    manager.state(new AccountId(account), readings);
  }

  @Override
  public List<AccountStatus> accounts() {
    return manager.statuses();
  }

  @Override
  public AccountStatus account(AccountId id) {
    return manager.status(id);
  }

  @Override
  public List<WindowView> windows() {
    return manager.allQuotas();
  }

  @Override
  public List<WindowView> windows(AccountId id) {
    return manager.quotas(id);
  }

  @Override
  public Forecast forecast(WindowView window) {
    return manager.outlook().of(window);
  }

  @Override
  public PoolForecast forecast(Set<AccountId> accounts) {
    return manager.outlook().ofPool(accounts);
  }

  @Override
  public boolean covers(WindowView window, Scope subject) {
    return window.reading().window().scope().equals(subject);
  }

  @Override
  public SweepReport syncAll() {
    return manager.syncAllQuotas();
  }

  @Override
  public SyncReport sync(AccountId id) {
    return manager.syncAccountQuota(id);
  }

  @Override
  public Decision check(AccountId id, Scope subject) {
    return manager.checkQuota(id, subject);
  }

  @Override
  public Understanding observe(AccountId id, Observation observation) {
    return manager.observe(id, observation.model(), observation.reply(), observation.sentAt());
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Duration maxAge() {
    return MonitorSettings.defaults().freshness().maxAge();
  }

  @Override
  public MonitorStats stats() {
    return manager.monitorStats();
  }

  @Override
  public void close() {
    manager.close();
  }

  private static final class Steady implements Transport {

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      String body =
          "{\"resources\":{\"search\":{\"limit\":30,\"remaining\":12,\"reset\":4102444800}}}";
      return CompletableFuture.completedFuture(new Answer(200, Headers.none(), body));
    }

    @Override
    public void close() {}
  }
}
