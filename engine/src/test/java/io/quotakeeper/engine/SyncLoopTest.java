package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the monitor does at the edges of its turns, turned by hand. */
class SyncLoopTest {

  private final Rig rig = Rig.of("a");
  private final Engine engine = rig.quotas.engine();
  private final List<Runnable> turns = new ArrayList<>();
  private final List<Duration> naps = new ArrayList<>();
  private int cancelled;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void turn_thatFails_isFollowedByTheNextWhichSyncs() {
    var fails = new AtomicReference<>(true);
    SyncLoop loop =
        loop(() -> {
          if (fails.getAndSet(false)) {
            throw new IllegalStateException("as tests do");
          }
          return accounts();
        });

    loop.turn();
    assertThat(rig.transport.sent()).isEmpty();
    turns.getLast().run();

    await().until(() -> rig.left("a") == 0.8);
    assertThat(naps).first().isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void turn_afterTheStop_syncsNothingAndPlansNoOther() {
    SyncLoop loop = loop(this::accounts);
    loop.close();

    loop.turn();

    assertThat(loop.isRunning()).isFalse();
    assertThat(turns).isEmpty();
    assertThat(rig.transport.sent()).isEmpty();
  }

  @Test
  void turn_stoppedInItsMidst_endsWhatItBeganAndPlansNoOther() {
    rig.transport.hang("a");
    var self = new AtomicReference<SyncLoop>();
    SyncLoop loop =
        loop(() -> {
          self.get().close();
          return accounts();
        });
    self.set(loop);

    loop.turn();

    rig.settle();
    assertThat(rig.transport.underWay()).isZero();
    assertThat(rig.quotas.status(id("a")).lastSync()).as("stopped is not failed").isEmpty();
    assertThat(cancelled).isEqualTo(turns.size());
  }

  @Test
  void turn_somethingIsDueSoon_isFollowedByTheNextJustThen() {
    engine.roster().book().all().forEach(w -> due(w, Duration.ofMillis(300)));
    SyncLoop loop = loop(this::accounts);

    loop.turn();
    rig.time.advance(Duration.ofMillis(299));
    turns.getLast().run();

    assertThat(naps).containsExactly(Duration.ofMillis(300), Duration.ofMillis(20));
  }

  @ParameterizedTest(name = "{0} accounts: {1} ms")
  @CsvSource({"1000, 20", "10000, 200", "1000000, 1000"})
  void turn_manyAccountsOfWhichOneIsAlwaysDueSoon_sleepsForEachThatItLooksAt(int many, long nap) {
    Watched one = accounts().iterator().next();
    due(one, Duration.ofMillis(1));

    loop(() -> Collections.nCopies(many, one)).turn();

    assertThat(naps).containsExactly(Duration.ofMillis(nap));
  }

  @Test
  void turn_nothingIsDueByItself_looksAgainAfterASecond() {
    engine
        .roster()
        .book()
        .all()
        .forEach(watched -> watched.progress(known -> known.withDue(Due.never())));

    loop(this::accounts).turn();

    assertThat(naps).containsExactly(Duration.ofSeconds(1));
    assertThat(rig.transport.sent()).isEmpty();
  }

  @Test
  void start_closedMeanwhile_doesNotGoOn() {
    var manager = new CompletableFuture<QuotaManager>();
    try (var other =
        Rig.with(
            builder ->
                builder.timer((delay, _) -> {
                  if (delay.compareTo(Rig.DEADLINE) < 0) {
                    manager.join().close();
                  }
                  return () -> {};
                }),
            Rig.account("a"))) {
      other.transport.hang("a");
      manager.complete(other.quotas);

      assertThat(other.quotas.startBackgroundMonitor().isRunning()).isFalse();
      assertThat(other.transport.underWay()).isZero();
    }
  }

  private void due(Watched watched, Duration delay) {
    watched.progress(known -> known.withDue(Due.in(delay, rig.time.nanos())));
  }

  private Collection<Watched> accounts() {
    return engine.roster().book().all();
  }

  private SyncLoop loop(Supplier<Collection<Watched>> accounts) {
    var tools =
        new SyncLoop.Tools(
            rig.time,
            (delay, turn) -> {
              naps.add(delay);
              turns.add(turn);
              return () -> cancelled++;
            },
            engine.ports().random(),
            () -> Rig.INTERVAL,
            _ -> false);
    return new SyncLoop(accounts, engine.sweeps(), engine.plan(), tools);
  }
}
