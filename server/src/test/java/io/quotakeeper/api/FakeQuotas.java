package io.quotakeeper.api;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.MonitorStats;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.StatusFixture;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Decision;
import io.quotakeeper.select.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A monitor with three accounts, in which every state, level and outcome occurs. */
final class FakeQuotas implements Quotas {

  static final Instant NOW = Views.OBSERVED;
  static final Instant RESET = Views.RESET;
  static final String CANARY = "canary-3f9d2b71";

  /** The group {@code fast} has the model {@code mini}. */
  private static final Groups GROUPS =
      (provider, group, model) -> group.equals("fast") && model.equals("mini");

  final List<String> calls = new CopyOnWriteArrayList<>();

  /** What a sync runs before it ends: tests let it wait or fail. */
  volatile Runnable duringSync = () -> {};

  volatile Supplier<QuotaDecision> outcome = QuotaDecision.Proceed::new;

  @Override
  public List<AccountStatus> accounts() {
    return List.of(
        StatusFixture.well(team("a"), fresh("team-a"), Moment.at(NOW.plusSeconds(300))),
        StatusFixture.neverSynced(
            team("b"), AccountStatus.State.ACTION_REQUIRED, "sign in again: the grant was revoked"),
        StatusFixture.neverSynced(
            team("c").withEnabled(false), AccountStatus.State.DISABLED, "switched off"));
  }

  private static Account team(String letter) {
    return new Account(
        new AccountId("team-" + letter),
        "openrouter",
        "bamboo",
        "bamboo-precept",
        Plan.NONE,
        Map.of("team", "search <b>", "env", "prod"),
        true,
        "",
        List.of(),
        SecretSource.of(Secret.of(CANARY)));
  }

  private static SyncReport fresh(String account) {
    return new SyncReport(
        new AccountId(account), new SyncOutcome.Fresh(4, ""), NOW, Duration.ofMillis(250));
  }

  @Override
  public AccountStatus account(AccountId id) {
    return accounts().stream()
        .filter(status -> status.account().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownAccountException(id));
  }

  @Override
  public List<WindowView> windows() {
    return List.of(
        Views.view("team-a", "account", "daily", Amount.counted(820, 1000)),
        Views.view("team-a", "model:mini", "5h", Amount.share(0)),
        Views.view("team-a", "model:pro", "weekly", Amount.unlimited()),
        Views.view("team-b", "account", "balance", Amount.balance(-2.5)),
        Views.view("team-b", "group:fast", "rpm", Amount.share(0.08)),
        Views.view("team-b", "model:pro", "rpm", Amount.notEntitled()),
        Views.view("team-c", "account", "daily", Amount.unknown()),
        Views.view("team-c", "model:mini", "rpd", Amount.cap(1500)));
  }

  @Override
  public List<WindowView> windows(AccountId id) {
    account(id);
    return windows().stream().filter(view -> view.holder().account().equals(id)).toList();
  }

  @Override
  public Forecast forecast(WindowView window) {
    return Views.forecast(window);
  }

  @Override
  public PoolForecast forecast(Set<AccountId> accounts) {
    return Views.POOL;
  }

  @Override
  public boolean covers(WindowView window, Scope subject) {
    return GROUPS.covers(
        window.holder().owner().provider(), window.reading().window().scope(), subject);
  }

  @Override
  public SweepReport syncAll() {
    duringSync.run();
    return new SweepReport(
        List.of(
            fresh("team-a"),
            report("team-b", new SyncOutcome.NeedsPerson("unauthenticated", "sign in again")),
            report(
                "team-c", new SyncOutcome.Skipped("disabled", "switched off", Moment.unstated()))),
        Duration.ofSeconds(1));
  }

  @Override
  public SyncReport sync(AccountId id) {
    account(id);
    calls.add("sync " + id);
    duringSync.run();
    return switch (id.value()) {
      case "team-a" -> report("team-a", new SyncOutcome.Fresh(3, "1 entry was not understood"));
      case "team-b" -> report("team-b", new SyncOutcome.Transient("timeout", "no answer in 30 s"));
      default ->
          report(
              id.value(),
              new SyncOutcome.Skipped("back-off", "the provider said so", Moment.at(RESET)));
    };
  }

  private static SyncReport report(String account, SyncOutcome outcome) {
    return new SyncReport(new AccountId(account), outcome, NOW, Duration.ofMillis(1500));
  }

  @Override
  public Decision check(AccountId id, Scope subject) {
    account(id);
    var holder = new Holder(id, new Owner("openrouter", "bamboo"));
    var ground = new Ground.Said("because");
    return new Decision(holder, subject, outcome.get(), "5h", ground, Amount.share(0.87));
  }

  /** What was handed in, as it was handed on. */
  final List<Observation> observations = new CopyOnWriteArrayList<>();

  @Override
  public Understanding observe(AccountId id, Observation observation) {
    account(id);
    observations.add(observation);
    return Adapters.shipped()
        .find("ietf")
        .orElseThrow()
        .read(observation.reply(), new Context(observation.model(), ""));
  }

  /** What its time is; tests let it go on. */
  volatile Supplier<Instant> clock = () -> NOW;

  @Override
  public Instant now() {
    return clock.get();
  }

  @Override
  public Duration maxAge() {
    return Duration.ofHours(24);
  }

  @Override
  public MonitorStats stats() {
    return new MonitorStats(3, 8, 1, 3, Duration.ofMillis(2504), 17, 4);
  }
}
