package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.SimulatedWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The eleven tests that the specification names, against a real server on this host. */
class SpecificationTest {

  private static final Window HOURLY = new Window(Scope.group("core"), "hourly", Unit.REQUESTS);

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  private final JdkTransport transport = new JdkTransport();

  @AfterEach
  void close() {
    transport.close();
    upstream.close();
  }

  @Test
  void quotaManagerCreation() {
    LiveAccount live = upstream.add(cloudCode("a"));
    try (QuotaManager quotas = manager(account(live))) {
      assertThat(quotas.accounts()).containsExactly(account(live));
      assertThat(quotas.allQuotas()).isEmpty();
      assertThat(quotas.isNeverSeen(id("a"))).isTrue();
      assertThat(quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
      assertThat(live.received().count()).as("building asks nobody").isZero();
    }
  }

  @Test
  void syncAccountQuotaMissingProjectId() {
    LiveAccount live = upstream.add(cloudCode("a"));
    try (QuotaManager quotas = manager(account(live).withProject(""))) {
      SyncOutcome outcome = quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome).isInstanceOf(SyncOutcome.NeedsPerson.class);
      assertThat(outcome.cause()).isEqualTo("missing-project");
      assertThat(outcome.toString()).contains("account a").contains("project");
      assertThat(live.received().count()).isZero();
      assertThat(quotas.allQuotas()).isEmpty();
    }
  }

  @Test
  void syncAccountQuotaInvalidToken() {
    LiveAccount live = upstream.add(cloudCode("a"));
    Account wrong =
        Account.of(id("a"), "cloud-code", SecretSource.of(Secret.of("not-the-token")))
            .withProject("bamboo")
            .withBaseUrl(upstream.baseUrl("cloud-code"));
    try (QuotaManager quotas = manager(wrong)) {
      SyncOutcome outcome = quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome).isInstanceOf(SyncOutcome.NeedsPerson.class);
      assertThat(outcome.cause()).isEqualTo("unauthenticated");
      assertThat(outcome.toString()).doesNotContain("not-the-token");
      assertThat(upstream.strangers().count()).isEqualTo(1);
      assertThat(live.received().count()).isZero();
      assertThat(quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);

      quotas.replaceAccounts(List.of(account(live)));
      assertThat(quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      assertThat(quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
    }
  }

  @Test
  void syncAllQuotasEmptyAccounts() {
    try (QuotaManager quotas = manager()) {
      SweepReport report = quotas.syncAllQuotas();

      assertThat(report.reports()).isEmpty();
      assertThat(report.successes()).isZero();
      assertThat(report.errors()).isZero();
      assertThat(quotas.monitorStats())
          .isEqualTo(new MonitorStats(0, 0, 0, 0, Duration.ZERO, 0, 0));
    }
  }

  @Test
  void syncAllQuotasWithInvalidAccounts() {
    LiveAccount good = upstream.add(cloudCode("good"));
    LiveAccount better = upstream.add(SimulatedAccount.of("better", "github"));
    LiveAccount broken = upstream.add(SimulatedAccount.of("broken", "github"));
    broken.misbehave(Misbehaviour.reset());
    Account invalid = account(upstream.add(SimulatedAccount.of("invalid", "openrouter")));
    Account stranger =
        Account.of(invalid.id(), "openrouter", SecretSource.of(Secret.of("nobody")))
            .withBaseUrl(invalid.baseUrl());
    try (QuotaManager quotas = manager(account(good), account(better), account(broken), stranger)) {
      SweepReport report = quotas.syncAllQuotas();

      assertThat(report.reports())
          .extracting(r -> r.account() + " " + r.outcome().cause())
          .containsExactly("better ok", "broken network", "good ok", "invalid unauthenticated");
      assertThat(quotas.quotas(id("good"))).isNotEmpty();
      assertThat(quotas.quotas(id("better"))).isNotEmpty();
      assertThat(quotas.quotas(id("invalid"))).isEmpty();
    }
  }

  @Test
  void backgroundMonitorStarts() throws Exception {
    LiveAccount live = upstream.add(SimulatedAccount.of("a", "github"));
    try (QuotaManager quotas = manager(account(live))) {
      MonitorHandle monitor = quotas.startBackgroundMonitor();
      live.answered().reaches(1).get(10, TimeUnit.SECONDS);
      await().until(() -> quotas.status(id("a")).lastSync().isPresent());
      assertThat(monitor.isRunning()).isTrue();
      assertThat(quotas.quotas(id("a"))).isNotEmpty();

      // Second by second, so that a call under way does not meet its deadline.
      for (int second = 0; second < 360; second++) {
        time.advance(Duration.ofSeconds(1));
        await().pollDelay(Duration.ZERO).until(() -> isIdle(quotas));
      }
      assertThat(live.answered().count()).as("once more, an interval later").isEqualTo(2);

      monitor.close();
      assertThat(monitor.isRunning()).isFalse();
      int seen = live.received().count();
      time.advance(Duration.ofHours(1));
      assertThat(live.received().count()).isEqualTo(seen);
    }
  }

  @Test
  void getMonitorStats() {
    LiveAccount live = upstream.add(SimulatedAccount.of("a", "github"));
    try (QuotaManager quotas = manager(account(live))) {
      assertThat(quotas.monitorStats())
          .isEqualTo(new MonitorStats(1, 0, 0, 0, Duration.ZERO, 0, 0));

      quotas.syncAllQuotas();

      MonitorStats stats = quotas.monitorStats();
      assertThat(stats.totalAccounts()).isEqualTo(1);
      assertThat(stats.cachedQuotas()).isEqualTo(live.remaining().size());
      assertThat(stats.syncSuccessCount()).isEqualTo(1);
      assertThat(stats.syncErrorCount()).isZero();
    }
  }

  @Test
  void cacheCleanupDuringSync() {
    LiveAccount live = upstream.add(SimulatedAccount.of("a", "github"));
    try (QuotaManager quotas = manager(account(live))) {
      quotas.syncAllQuotas();
      OwnerState known = quotas.ledger().state(new Owner("github", "a"));
      var gone = new Owner("github", "gone");
      quotas.restore(gone, known);
      assertThat(quotas.monitorStats().cachedQuotas()).isEqualTo(2 * live.remaining().size());

      quotas.syncAllQuotas();

      assertThat(quotas.ledger().state(gone)).isEqualTo(OwnerState.EMPTY);
      assertThat(quotas.monitorStats().cachedQuotas()).isEqualTo(live.remaining().size());
      assertThat(quotas.quotas(id("a"))).hasSize(live.remaining().size());
    }
  }

  @Test
  void syncWithMissingProjectId() {
    LiveAccount good = upstream.add(cloudCode("good"));
    LiveAccount bad = upstream.add(cloudCode("bad"));
    try (QuotaManager quotas = manager(account(good), account(bad).withProject(""))) {
      SweepReport first = quotas.syncAllQuotas();
      SweepReport second = quotas.syncAllQuotas();

      assertThat(first.errors()).isEqualTo(1);
      assertThat(first.successes()).isEqualTo(1);
      assertThat(second.errors()).as("it waits for a person").isZero();
      assertThat(second.successes()).isEqualTo(1);
      assertThat(bad.received().count()).isZero();
      assertThat(quotas.monitorStats().syncErrorCount()).isEqualTo(1);
    }
  }

  @Test
  void parallelSyncPerformance() throws Exception {
    List<LiveAccount> ten =
        IntStream.range(0, 10)
            .mapToObj(i -> upstream.add(SimulatedAccount.of("a" + i, "github")))
            .toList();
    ten.forEach(live -> live.misbehave(Misbehaviour.slow(Duration.ofMillis(250))));
    Account[] accounts = ten.stream().map(this::account).toArray(Account[]::new);
    try (QuotaManager quotas = manager(accounts)) {
      CompletableFuture<SweepReport> sweep = Rig.inBackground(quotas::syncAllQuotas);
      for (LiveAccount live : ten) {
        live.received().reaches(1).get(10, TimeUnit.SECONDS);
      }
      assertThat(ten.stream().mapToInt(LiveAccount::open).sum())
          .as("the upstream sees all ten at once, and has answered none")
          .isEqualTo(10);
      await().until(() -> time.pending() == 20);

      time.advance(Duration.ofMillis(250));

      SweepReport report = sweep.get(10, TimeUnit.SECONDS);
      assertThat(report.successes()).isEqualTo(10);
      assertThat(report.took()).isLessThan(Duration.ofMillis(500));
      assertThat(ten).allMatch(live -> live.mostOpen() == 1);
    }
  }

  @Test
  void monitorStatsAccuracy() {
    LiveAccount spent = upstream.add(github("spent"));
    LiveAccount low = upstream.add(github("low"));
    LiveAccount full = upstream.add(github("full"));
    LiveAccount failing = upstream.add(github("failing"));
    spent.exhaust(HOURLY);
    low.burn(HOURLY.scope(), Unit.REQUESTS, 950);
    failing.misbehave(Misbehaviour.fail(500));
    try (QuotaManager quotas =
        manager(account(spent), account(low), account(full), account(failing))) {
      quotas.syncAllQuotas();
      quotas.syncAccountQuota(id("full"));

      MonitorStats stats = quotas.monitorStats();
      assertThat(stats.totalAccounts()).as("accounts, not entries").isEqualTo(4);
      assertThat(stats.cachedQuotas()).isEqualTo(3);
      assertThat(stats.exhaustedQuotas()).as("nothing left, low is not that").isEqualTo(1);
      assertThat(stats.expiredEntries()).isZero();
      assertThat(stats.syncSuccessCount()).isEqualTo(4);
      assertThat(stats.syncErrorCount()).isEqualTo(1);

      time.advance(Duration.ofHours(25));
      MonitorStats later = quotas.monitorStats();
      assertThat(later.exhaustedQuotas()).as("a passed reset is not exhausted").isZero();
      assertThat(later.cachedQuotas()).as("what expired stays visible").isEqualTo(3);
    }
  }

  private QuotaManager manager(Account... accounts) {
    return QuotaManager.builder()
        .accounts(accounts)
        .transport(transport)
        .time(time)
        .timer(time)
        .build();
  }

  private static boolean isIdle(QuotaManager quotas) {
    return quotas.engine().roster().book().all().stream().allMatch(w -> w.flight().isEmpty());
  }

  private static SimulatedAccount cloudCode(String id) {
    return SimulatedAccount.of(id, "cloud-code").project("bamboo");
  }

  private static SimulatedAccount github(String id) {
    return SimulatedAccount.of(id, "github")
        .windows(
            SimulatedWindow.fixed(
                HOURLY.scope(), HOURLY.id(), HOURLY.unit(), 1000, Duration.ofHours(1)));
  }

  private Account account(LiveAccount live) {
    SimulatedAccount simulated = live.account();
    return Account.of(simulated.id(), simulated.provider(), SecretSource.of(simulated.token()))
        .withProject(simulated.project())
        .withBaseUrl(upstream.baseUrl(simulated.provider()));
  }

  private static AccountId id(String id) {
    return new AccountId(id);
  }
}
