package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MonitorTest {

  @Test
  void monitor_started_syncsAtOnceAndThenEachInterval() {
    try (var rig = Rig.of("a");
        var monitor = rig.quotas.startBackgroundMonitor()) {
      await().until(() -> rig.left("a") == 0.8);
      assertThat(monitor.isRunning()).isTrue();

      rig.pass(Duration.ofSeconds(269));
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      rig.pass(Duration.ofSeconds(62));
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void monitor_oneHangs_theOthersKeepTheirDueTimes() {
    var fast =
        new MonitorSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            64,
            Rig.settings(64).freshness(),
            Rig.settings(64).thresholds());
    try (var rig = Rig.with(b -> b.settings(fast), Rig.account("a"), Rig.account("hung"))) {
      rig.transport.hang("hung");
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.sent().size() == 2);

      rig.pass(Duration.ofMinutes(2));

      assertThat(rig.transport.calls("a")).isGreaterThanOrEqualTo(10);
      assertThat(rig.transport.calls("hung")).isEqualTo(1);
    }
  }

  @Test
  void monitor_failures_backOffAndRecover() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(503));
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.calls("a") == 1);

      // 75, 150, 300 and 540 s, each less up to a fifth.
      rig.pass(Duration.ofMinutes(20));
      int tries = rig.transport.calls("a");
      assertThat(tries).isBetween(4, 6);

      rig.transport.behave("a");
      rig.pass(Rig.settings(1).freshness().ttl());
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
    }
  }

  @Test
  void monitor_accountNeedsAPerson_isLeftAloneUntilTheNextStart() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      MonitorHandle monitor = rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.calls("a") == 1);
      rig.pass(Duration.ofMinutes(30));
      assertThat(rig.transport.calls("a")).isEqualTo(1);

      monitor.close();
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.calls("a") == 2);
      rig.pass(Duration.ofMinutes(30));
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void close_duringASweep_cancelsItAndStartsNoOther() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.hang("a");
      MonitorHandle monitor = rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.sent().size() == 2);

      monitor.close();
      monitor.close();

      assertThat(monitor.isRunning()).isFalse();
      assertThat(rig.transport.sent("a").getFirst().answer()).isCancelled();
      rig.time.advance(Duration.ofHours(1));
      assertThat(rig.transport.sent()).hasSize(2);
      assertThat(rig.quotas.monitorStats().syncErrorCount())
          .as("what was stopped has not failed")
          .isZero();
    }
  }

  @Test
  void close_ofTheManager_stopsEverything() {
    var rig = Rig.of("a");
    rig.transport.hang("a");
    MonitorHandle monitor = rig.quotas.startBackgroundMonitor();
    await().until(() -> rig.transport.calls("a") == 1);

    rig.quotas.close();
    rig.quotas.close();

    assertThat(monitor.isRunning()).isFalse();
    assertThat(rig.transport.underWay()).isZero();
    assertThat(rig.time.pending()).isZero();
    assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("stopped");
    assertThatThrownBy(rig.quotas::startBackgroundMonitor)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void start_twice_isRefusedButNotAfterAStop() {
    try (var rig = Rig.of("a")) {
      MonitorHandle first = rig.quotas.startBackgroundMonitor();
      assertThatThrownBy(rig.quotas::startBackgroundMonitor)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("running");
      first.close();

      assertThat(rig.quotas.startBackgroundMonitor().isRunning()).isTrue();
    }
  }

  @Test
  void monitor_everythingThrows_goesOn() {
    Account moody =
        Account.of(
            id("moody"),
            "github",
            () -> {
              throw new StackOverflowError();
            });
    try (var rig = Rig.with(Rig.account("a"), Rig.account("b"), Rig.account("c"), moody)) {
      rig.transport.script("a", _ -> raise(new IllegalStateException("as tests do")));
      rig.transport.script("b", _ -> raise(new AssertionError("as tests do")));
      rig.quotas.onSync(new ThrowingListener());
      rig.quotas.onChange(_ -> {
        throw new IllegalStateException("as tests do");
      });
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.left("c") == 0.8);
      rig.pass(Duration.ofMinutes(1));

      rig.transport.behave("a");
      rig.transport.behave("b");
      rig.transport.answer("c", Rig.github(1000));
      rig.pass(Duration.ofMinutes(11));

      assertThat(rig.left("a")).isEqualTo(0.8);
      assertThat(rig.left("b")).isEqualTo(0.8);
      assertThat(rig.left("c")).isEqualTo(0.2);
    }
  }

  @Test
  void monitor_afterAKnownReset_looksSoon() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", Rig.github(10, Rig.START.plusSeconds(150)));
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.calls("a") == 1);
      rig.settle();

      rig.pass(Duration.ofSeconds(150));
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      rig.pass(Duration.ofSeconds(95));
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void monitor_wallClockJumps_neitherBurstsNorStalls() {
    try (var rig = Rig.of("a")) {
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.calls("a") == 1);
      rig.settle();

      rig.time.jumpWall(Duration.ofHours(2));
      rig.pass(Duration.ofSeconds(100));
      rig.time.jumpWall(Duration.ofHours(-4));
      rig.pass(Duration.ofSeconds(100));
      assertThat(rig.transport.calls("a")).isEqualTo(1);

      rig.pass(Duration.ofSeconds(140));
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void loop_hostStoodStill_catchesUpOnceForEachAccountAndNotAllAtOnce() {
    List<Runnable> turns = new CopyOnWriteArrayList<>();
    String[] ids = new String[50];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "a" + i;
    }
    // The timer only notes the turns, so that time can leap over them as on a suspended host.
    try (var rig =
        Rig.with(
            b ->
                b.timer((delay, action) -> {
                  if (delay.compareTo(Rig.DEADLINE) < 0) {
                    turns.add(action);
                  }
                  return () -> {};
                }),
            Arrays.stream(ids).map(Rig::account).toArray(Account[]::new))) {
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.sent().size() == 50);
      rig.settle();

      rig.time.advance(Duration.ofHours(8));
      int before = rig.transport.sent().size();
      List<Integer> started = new CopyOnWriteArrayList<>();
      for (int second = 0; second < 35; second++) {
        turns.getLast().run();
        rig.settle();
        started.add(rig.transport.sent().size() - before);
        before = rig.transport.sent().size();
        rig.time.advance(Duration.ofSeconds(1));
      }

      assertThat(started.stream().mapToInt(i -> i).sum()).isEqualTo(50);
      assertThat(started).allMatch(count -> count <= 10);
    }
  }

  @Test
  void sweep_ended_isToldToListenersWithItsDuration() {
    try (var rig = Rig.of("a", "b")) {
      List<SweepReport> sweeps = new CopyOnWriteArrayList<>();
      List<SyncReport> syncs = new CopyOnWriteArrayList<>();
      rig.quotas.onSync(
          new SyncListener() {
            @Override
            public void synced(SyncReport report) {
              syncs.add(report);
            }

            @Override
            public void swept(SweepReport report) {
              sweeps.add(report);
            }
          });
      var slow = new CompletableFuture<Answer>();
      rig.transport.script("a", _ -> slow);
      var sweep = Rig.inBackground(rig.quotas::syncAllQuotas);
      await().until(() -> syncs.size() == 1 && rig.transport.sent().size() == 2);
      rig.time.advance(Duration.ofSeconds(3));
      slow.complete(Rig.github(1));
      sweep.join();

      assertThat(sweeps).hasSize(1);
      assertThat(syncs).hasSize(2);
      assertThat(rig.quotas.monitorStats().lastSyncDuration()).isEqualTo(Duration.ofSeconds(3));
    }
  }

  private static CompletableFuture<Answer> raise(Throwable trouble) {
    if (trouble instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) trouble;
  }

  private static final class ThrowingListener implements SyncListener {
    @Override
    public void synced(SyncReport report) {
      throw new IllegalStateException("as tests do");
    }

    @Override
    public void swept(SweepReport report) {
      throw new IllegalStateException("as tests do");
    }
  }
}
