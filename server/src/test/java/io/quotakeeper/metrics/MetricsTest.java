package io.quotakeeper.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.engine.AccountStatus.State;
import io.quotakeeper.engine.Lease;
import io.quotakeeper.engine.LeaseCause;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  private final Rig rig = new Rig();
  private final Metrics metrics = rig.metrics;

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Rig.OPEN_METRICS})
  void metrics_beforeAnythingHappened_areAllThere(String accept) {
    Scraped scraped = rig.scrape(accept);

    // OpenMetrics names the family of a counter without its suffix.
    String total = accept.isEmpty() ? "_total" : "";
    assertThat(scraped.types())
        .containsKeys(
            "quotakeeper_sync" + total,
            "quotakeeper_sync_duration_seconds",
            "quotakeeper_sweep_duration_seconds",
            "quotakeeper_accounts",
            "quotakeeper_decisions" + total,
            "quotakeeper_observations" + total,
            "quotakeeper_leases_under_way",
            "quotakeeper_store_available",
            "quotakeeper_store_pending_writes",
            "quotakeeper_store_failed_writes" + total,
            "quotakeeper_store_dropped_writes" + total,
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_uptime_seconds");
    assertThat(scraped.value("quotakeeper_sync_total", "result", "ok", "reason", "ok")).isZero();
    assertThat(scraped.value("quotakeeper_sync_duration_seconds_count")).isZero();
    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "exhausted")).isZero();
    assertThat(scraped.value("process_uptime_seconds")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Rig.OPEN_METRICS})
  void sync_ended_isCountedByResultAndReason(String accept) {
    metrics.synced(report(new SyncOutcome.Fresh(3, ""), 200));
    metrics.synced(report(new SyncOutcome.Fresh(3, ""), 400));
    metrics.synced(report(new SyncOutcome.Transient("timeout", "slow"), 30_000));
    metrics.synced(report(new SyncOutcome.NeedsPerson("unauthenticated", "log in"), 100));
    metrics.synced(report(new SyncOutcome.NeedsPerson("odd-cause", "?"), 100));
    metrics.synced(report(new SyncOutcome.Skipped("back-off", "later", Moment.unstated()), 0));
    metrics.swept(new SweepReport(List.of(), Duration.ofMillis(2500)));

    Scraped scraped = rig.scrape(accept);

    assertThat(syncs(scraped, "ok", "ok")).isEqualTo(2);
    assertThat(syncs(scraped, "transient", "timeout")).isEqualTo(1);
    assertThat(syncs(scraped, "transient", "network")).isZero();
    assertThat(syncs(scraped, "needs-person", "unauthenticated")).isEqualTo(1);
    assertThat(syncs(scraped, "needs-person", "odd-cause")).isEqualTo(1);
    assertThat(syncs(scraped, "skipped", "back-off")).isEqualTo(1);
    assertThat(scraped.value("quotakeeper_sync_duration_seconds_count"))
        .as("what was skipped took no time")
        .isEqualTo(5);
    assertThat(scraped.value("quotakeeper_sync_duration_seconds_sum"))
        .isCloseTo(30.8, within(1e-9));
    assertThat(scraped.value("quotakeeper_sync_duration_seconds_bucket", "le", "0.25"))
        .isEqualTo(3);
    assertThat(scraped.value("quotakeeper_sweep_duration_seconds_sum")).isEqualTo(2.5);
  }

  @Test
  void sync_withEverNewReasons_staysBounded() {
    for (int i = 0; i < 1000; i++) {
      metrics.synced(report(new SyncOutcome.Transient("cause-" + i, ""), 1));
    }
    metrics.synced(report(new SyncOutcome.NeedsPerson("Not a word: \"me@acme.test\"", ""), 1));

    Scraped scraped = rig.scrape("");

    assertThat(scraped.samples("quotakeeper_sync_total")).hasSize(100);
    assertThat(
            scraped.samples("quotakeeper_sync_total").values().stream().mapToDouble(v -> v).sum())
        .as("each is counted somewhere")
        .isEqualTo(1001);
    assertThat(syncs(scraped, "needs-person", "other")).isEqualTo(1);
  }

  @Test
  void decision_asked_isCountedByItsWord() {
    metrics.decided(new QuotaDecision.Proceed());
    metrics.decided(new QuotaDecision.LowQuota(0.05, Moment.unstated()));
    metrics.decided(new QuotaDecision.LowQuota(0.02, Moment.at(Rig.NOON)));
    metrics.decided(new QuotaDecision.Exhausted(Moment.at(Rig.NOON)));
    metrics.decided(new QuotaDecision.Unknown("never seen"));

    Scraped scraped = rig.scrape("");

    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "proceed")).isEqualTo(1);
    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "low")).isEqualTo(2);
    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "exhausted")).isEqualTo(1);
    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "unknown")).isEqualTo(1);
  }

  @Test
  void observation_handedIn_isCountedByWhatItTold() {
    var window = new Window(Scope.account(), "rpm", Unit.REQUESTS);
    List<Reading> readings =
        List.of(Reading.limit(window, Amount.counted(3, 10), Moment.unstated()));
    metrics.observed(Understanding.answer(Plan.NONE, readings, false));
    metrics.observed(Understanding.senseless("one of two is odd", readings));
    metrics.observed(Understanding.refused(refusal(), readings));
    metrics.observed(Understanding.answer(Plan.NONE, List.of(), false));
    metrics.observed(Understanding.senseless("not JSON", List.of()));
    metrics.observed(Understanding.senseless("not JSON", List.of()));

    Scraped scraped = rig.scrape("");

    assertThat(observations(scraped, "readings")).isEqualTo(2);
    assertThat(observations(scraped, "refusal")).isEqualTo(1);
    assertThat(observations(scraped, "nothing")).isEqualTo(1);
    assertThat(observations(scraped, "misread")).isEqualTo(2);
  }

  @Test
  void lease_askedFor_isCountedByPoolAndByWhetherOneWasGranted() {
    var lease = new Lease("l-1", "chat", new AccountId("a"), "m", Rig.NOON, Rig.NOON, Rig.NOON);
    var why = new Selection(Optional.empty(), List.of(), Map.of());
    metrics.leased("chat", new LeaseGrant.Granted(lease, why, new LeaseCause.Session()));
    metrics.leased("chat", new LeaseGrant.NoneLeft(Moment.unstated(), why));
    metrics.leased("chat", new LeaseGrant.NoneLeft(Moment.unstated(), why));
    rig.leases.set(7);

    Scraped scraped = rig.scrape("");

    assertThat(leases(scraped, "granted")).isEqualTo(1);
    assertThat(leases(scraped, "none-left")).isEqualTo(2);
    assertThat(scraped.value("quotakeeper_leases_under_way")).isEqualTo(7);
  }

  private static double leases(Scraped scraped, String outcome) {
    return scraped.value("quotakeeper_leases_total", "pool", "chat", "outcome", outcome);
  }

  private static double observations(Scraped scraped, String told) {
    return scraped.value("quotakeeper_observations_total", "told", told);
  }

  private static Refusal refusal() {
    return new Refusal(
        RefusalClass.THROTTLED,
        Refusal.Target.REQUEST,
        Scope.account(),
        "rpm",
        Moment.at(Rig.NOON),
        "",
        "");
  }

  @Test
  void accounts_areCountedByStatus() {
    rig.accounts.addAll(List.of(State.OK, State.OK, State.ACTION_REQUIRED));

    Scraped scraped = rig.scrape("");

    assertThat(scraped.value("quotakeeper_accounts", "status", "ok")).isEqualTo(2);
    assertThat(scraped.value("quotakeeper_accounts", "status", "action-required")).isEqualTo(1);
    assertThat(scraped.value("quotakeeper_accounts", "status", "degraded")).isZero();
    assertThat(scraped.value("quotakeeper_accounts", "status", "disabled")).isZero();
  }

  @Test
  void store_isShownAsItIsNow() {
    assertThat(rig.scrape("").value("quotakeeper_store_available")).isEqualTo(1);

    rig.store.available = false;
    rig.store.pending = 7;
    rig.store.failed = 3;

    Scraped scraped = rig.scrape("");
    assertThat(scraped.value("quotakeeper_store_available")).isZero();
    assertThat(scraped.value("quotakeeper_store_pending_writes")).isEqualTo(7);
    assertThat(scraped.value("quotakeeper_store_failed_writes_total")).isEqualTo(3);
    assertThat(scraped.value("quotakeeper_store_dropped_writes_total")).isZero();
  }

  @Test
  void forecast_hasASampleOnlyWhereTheWindowRunsOutBeforeItsReset() {
    var reset = Moment.at(Rig.NOON.plusSeconds(3600));
    for (String account : List.of("short", "long", "silent")) {
      rig.windows.add(Rig.share(account, 0.5));
    }
    rig.forecasts.put("short", Rig.runsOut(Rig.NOON.plusMillis(1_800_500), reset));
    rig.forecasts.put("long", Rig.runsOut(Rig.NOON.plusSeconds(7200), reset));

    Scraped scraped = rig.scrape("");

    String name = "quotakeeper_quota_forecast_exhaustion_timestamp_seconds";
    assertThat(scraped.samples(name).keySet())
        .extracting(labels -> labels.get("account"))
        .containsExactly("short");
    assertThat(scraped.samples(name).values()).containsExactly(Rig.NOON.getEpochSecond() + 1800.5);
  }

  @Test
  void evidenceLog_isCounted() {
    rig.evidence.written = 5;
    rig.evidence.dropped = 2;

    Scraped scraped = rig.scrape("");
    assertThat(scraped.value("quotakeeper_evidence_written_total")).isEqualTo(5);
    assertThat(scraped.value("quotakeeper_evidence_dropped_total")).isEqualTo(2);
  }

  @Test
  void store_thatNobodyElseHolds_isStillShown() {
    try (Metrics lonely =
        new Metrics(
            new Sources(
                List::of,
                Rig::unsaid,
                List::of,
                () -> 0,
                new Rig.FakeStore(),
                new Rig.FakeReloads(),
                new Rig.FakeEvidence()),
            new Rig.StoppedTime())) {
      System.gc();

      var scraped = new Scraped(lonely.scrape("").body());

      assertThat(scraped.value("quotakeeper_store_available")).isEqualTo(1);
      assertThat(scraped.value("quotakeeper_store_pending_writes")).isZero();
      assertThat(scraped.value("quotakeeper_store_failed_writes_total")).isZero();
    }
  }

  @Test
  void scrape_whileEverythingHappens_staysWhole() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          Thread.ofVirtual()
              .start(() ->
                  IntStream.range(0, 500)
                      .forEach(i -> {
                        metrics.synced(report(new SyncOutcome.Transient("c" + thread, ""), i));
                        metrics.decided(new QuotaDecision.Proceed());
                        rig.windows.add(Rig.share("a" + thread + "-" + i, 0.5));
                      })));
    }
    rig.windows.add(Rig.share("first", 0.5));
    for (int i = 0; i < 20; i++) {
      assertThat(rig.scrape(i % 2 == 0 ? "" : Rig.OPEN_METRICS).types()).containsKey(Rig.RATIO);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    Scraped scraped = rig.scrape("");
    assertThat(scraped.value("quotakeeper_decisions_total", "decision", "proceed")).isEqualTo(2000);
    assertThat(syncs(scraped, "transient", "c3")).isEqualTo(500);
    assertThat(scraped.samples(Rig.RATIO)).hasSize(2001);
  }

  private static double syncs(Scraped scraped, String result, String reason) {
    return scraped.value("quotakeeper_sync_total", "result", result, "reason", reason);
  }

  private static SyncReport report(SyncOutcome outcome, long millis) {
    return new SyncReport(new AccountId("team-a"), outcome, Rig.NOON, Duration.ofMillis(millis));
  }
}
