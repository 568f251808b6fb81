package io.quotakeeper.api;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.MonitorStats;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.Statuses;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A monitor with three accounts, in which every state, level and outcome occurs. */
final class FakeQuotas implements Quotas {

  static final Instant NOW = Instant.parse("2026-01-10T21:00:00Z");
  static final Instant RESET = Instant.parse("2026-01-11T00:00:00Z");
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
        Statuses.well(team("a"), fresh("team-a"), Moment.at(NOW.plusSeconds(300))),
        Statuses.neverSynced(
            team("b"), AccountStatus.State.ACTION_REQUIRED, "sign in again: the grant was revoked"),
        Statuses.neverSynced(
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
        view("team-a", "account", "daily", Amount.counted(820, 1000), Level.OK),
        view("team-a", "model:mini", "5h", Amount.share(0), Level.EXHAUSTED),
        view("team-a", "model:pro", "weekly", Amount.unlimited(), Level.OK),
        view("team-b", "account", "balance", Amount.balance(-2.5), Level.EXHAUSTED),
        view("team-b", "group:fast", "rpm", Amount.share(0.08), Level.LOW),
        view("team-b", "model:pro", "rpm", Amount.notEntitled(), Level.EXHAUSTED),
        view("team-c", "account", "daily", Amount.unknown(), Level.UNKNOWN),
        view("team-c", "model:mini", "rpd", Amount.cap(1500), Level.UNKNOWN));
  }

  @Override
  public List<WindowView> windows(AccountId id) {
    account(id);
    return windows().stream().filter(view -> view.holder().account().equals(id)).toList();
  }

  static WindowView view(String account, String scope, String window, Amount amount, Level level) {
    var reading =
        new Reading(
            new Window(Scope.parse(scope), window, Unit.REQUESTS),
            Role.LIMIT,
            amount,
            Moment.at(RESET),
            Moment.unstated(),
            Refill.UNTOLD);
    return new WindowView(
        new Holder(new AccountId(account), new Owner("openrouter", "bamboo")),
        reading,
        Source.POLLED,
        NOW,
        Duration.ofMillis(12_900),
        false,
        level,
        "because");
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
    return new Decision(holder, subject, outcome.get(), "5h", "because", Amount.share(0.87));
  }

  @Override
  public MonitorStats stats() {
    return new MonitorStats(3, 8, 1, 3, Duration.ofMillis(2504), 17, 4);
  }
}
