package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A quota manager on fakes: time is moved by hand, and the test gives the answers. */
final class Rig implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final Duration INTERVAL = Duration.ofMinutes(5);
  static final Duration DEADLINE = Duration.ofSeconds(30);
  static final Scope CORE = Scope.group("core");
  static final Window HOURLY = new Window(CORE, "hourly", Unit.REQUESTS);

  final ManualTime time = new ManualTime(START);
  final FakeTransport transport =
      new FakeTransport(_ -> CompletableFuture.completedFuture(github(4000)));
  final QuotaManager quotas;

  private Rig(UnaryOperator<QuotaManagerBuilder> setting, List<Account> accounts) {
    var builder =
        QuotaManager.builder()
            .transport(transport)
            .time(time)
            .timer(time)
            .random(new Random(7))
            .settings(settings(64))
            .accounts(accounts);
    quotas = setting.apply(builder).build();
  }

  /** Accounts at GitHub, of these ids. */
  static Rig of(String... ids) {
    return new Rig(UnaryOperator.identity(), Arrays.stream(ids).map(Rig::account).toList());
  }

  static Rig with(UnaryOperator<QuotaManagerBuilder> setting, Account... accounts) {
    return new Rig(setting, List.of(accounts));
  }

  static Rig with(Account... accounts) {
    return new Rig(UnaryOperator.identity(), List.of(accounts));
  }

  static MonitorSettings settings(int slots) {
    var freshness = new Freshness(INTERVAL.multipliedBy(2).plus(DEADLINE), Duration.ofHours(24));
    return new MonitorSettings(INTERVAL, DEADLINE, slots, freshness, Thresholds.of(0.10));
  }

  static Account account(String id) {
    return account(id, "github");
  }

  static Account account(String id, String provider) {
    return Account.of(id(id), provider, SecretSource.of(Secret.of("token-of-" + id)));
  }

  static AccountId id(String id) {
    return new AccountId(id);
  }

  /** GitHub's answer, with so many of 5,000 left and a reset in half an hour. */
  static Answer github(int left) {
    return github(left, START.plus(Duration.ofMinutes(30)));
  }

  static Answer github(int left, Instant reset) {
    return FakeTransport.json(
        """
        {"resources": {"core": {"limit": 5000, "remaining": %d, "used": %d, "reset": %d}}}\
        """
            .formatted(left, 5000 - left, reset.getEpochSecond()));
  }

  /** An answer to an ordinary request at GitHub. */
  Reply traffic(int status, int left) {
    Headers headers =
        Headers.none()
            .with("x-ratelimit-resource", "core")
            .with("x-ratelimit-limit", "5000")
            .with("x-ratelimit-remaining", String.valueOf(left))
            .with(
                "x-ratelimit-reset",
                String.valueOf(START.plus(Duration.ofMinutes(30)).getEpochSecond()));
    return new Reply(Adapter.TRAFFIC, status, headers, "", time.now());
  }

  /** Runs in the background what blocks. */
  static <T> CompletableFuture<T> inBackground(Supplier<T> blocking) {
    return CompletableFuture.supplyAsync(blocking, task -> Thread.ofVirtual().start(task));
  }

  /** What is left of GitHub's hourly window, as a share; -1 if that is not known. */
  double left(String account) {
    return quotas.quotas(id(account)).stream()
        .filter(view -> view.reading().window().equals(HOURLY))
        .map(WindowView::reading)
        .mapToDouble(reading -> reading.amount().fraction().orElse(-1))
        .findFirst()
        .orElse(-1);
  }

  /** In small steps, each waited for, so that what runs on other threads keeps up. */
  void pass(Duration span) {
    Duration step = Duration.ofSeconds(1);
    for (Duration gone = Duration.ZERO; gone.compareTo(span) < 0; gone = gone.plus(step)) {
      time.advance(step);
      settle();
    }
  }

  /** Waits until no call is under way but those that hang. */
  void settle() {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            quotas.engine().roster().book().all().stream()
                .allMatch(w -> w.flight().isEmpty() || isHanging(w.id().value())));
  }

  private boolean isHanging(String account) {
    List<FakeTransport.Sent> calls = transport.sent(account);
    return !calls.isEmpty() && !calls.getLast().answer().isDone();
  }

  @Override
  public void close() {
    quotas.close();
  }
}
