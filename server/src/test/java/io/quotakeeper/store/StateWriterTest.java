package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateWriterTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final QuotaLedger ledger = new QuotaLedger(Groups.none());
  private final Map<AccountId, AccountFacts> accounts = new ConcurrentHashMap<>();
  private final FakeTimer timer = new FakeTimer();

  @TempDir Path folder;
  private StateStore store;

  @BeforeEach
  void open() {
    store = StateStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void change_flushed_isDurable() {
    try (StateWriter writer = startOn(store.rows())) {
      poll(1, 10);
      poll(2, 20);
      poll(1, 11);

      assertThat(writer.flush(LONG)).isTrue();

      assertThat(store.load()).isEqualTo(ofLedger()).hasSize(2);
      assertThat(writer.figures().pending()).isZero();
      assertThat(writer.isAvailable()).isTrue();
    }
  }

  @Test
  void change_isWrittenWithoutBeingAskedFor() throws InterruptedException {
    var written = new CountDownLatch(1);
    Rows rows =
        batch -> {
          store.rows().write(batch);
          written.countDown();
        };
    try (StateWriter _ = startOn(rows)) {
      poll(1, 10);

      written.await();

      assertThat(store.load()).isEqualTo(ofLedger());
    }
  }

  @Test
  void owner_forgotten_hasNoRow() {
    try (StateWriter writer = startOn(store.rows())) {
      poll(1, 10);
      poll(2, 20);
      writer.flush(LONG);
      ledger.cleanUp(Set.of(Samples.owner(2)), Samples.NOON);

      assertThat(writer.flush(LONG)).isTrue();

      assertThat(store.load()).containsOnlyKeys(Samples.owner(2));
    }
  }

  @Test
  void account_synced_hasItsNewestFactsKept() {
    var facts =
        new AccountFacts(new Plan("pro-1", "Pro"), Moment.at(Samples.NOON), "ok", "all well");
    try (StateWriter writer = startOn(store.rows())) {
      accounts.put(Samples.ACCOUNT, facts);
      writer.synced(
          new SyncReport(
              Samples.ACCOUNT, new SyncOutcome.Fresh(1, ""), Samples.NOON, Duration.ZERO));
      writer.flush(LONG);
      assertThat(store.loadFacts()).containsOnly(Map.entry(Samples.ACCOUNT, facts));

      accounts.clear();
      writer.accountChanged(Samples.ACCOUNT);
      writer.flush(LONG);
      assertThat(store.loadFacts()).isEmpty();
    }
  }

  @Test
  void changes_ofManyThreads_endAsInTheLedger() throws InterruptedException {
    try (StateWriter writer = startOn(store.rows())) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(t -> Thread.ofVirtual().start(() -> manyChanges(t)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(writer.flush(LONG)).isTrue();

      assertThat(store.load()).isEqualTo(ofLedger()).hasSize(700);
      assertThat(writer.figures().dropped()).isZero();
    }
  }

  /** More owners than a batch holds, of which all threads change each. */
  private void manyChanges(int thread) {
    for (int i = 0; i < 2100; i++) {
      poll((i * 31 + thread) % 700, i, i * 8 + thread);
      if (i % 500 == 499) {
        ledger.cleanUp(Set.of(), Samples.NOON);
      }
    }
    for (int i = 0; i < 700; i++) {
      poll(i, thread, 100_000 + thread);
    }
  }

  @Test
  void writer_interruptedAgainAndAgain_keepsWriting() {
    var writing = new AtomicReference<>(Thread.currentThread());
    Rows rows =
        batch -> {
          writing.set(Thread.currentThread());
          Thread.currentThread().interrupt();
          store.rows().write(batch);
        };
    try (StateWriter writer = startOn(rows)) {
      poll(0, 0);
      assertThat(writer.flush(LONG)).isTrue();
      for (int i = 1; i < 100; i++) {
        writing.get().interrupt();
        poll(i, i);
        writing.get().interrupt();
      }

      assertThat(writer.flush(LONG)).isTrue();

      assertThat(writing.get()).isNotSameAs(Thread.currentThread());
      assertThat(store.load()).isEqualTo(ofLedger()).hasSize(100);
    }
  }

  @Test
  void store_away_keepsWhatIsDirtyAndTriesAgainLessAndLessOften() throws InterruptedException {
    var rows = new UnsteadyRows();
    try (StateWriter writer = startOn(rows)) {
      rows.isAway = true;
      poll(1, 10);

      List<Duration> pauses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FakeTimer.Alarm alarm = timer.next();
        pauses.add(alarm.delay());
        assertThat(writer.isAvailable()).isFalse();
        assertThat(writer.figures().failed()).isEqualTo(i + 1);
        assertThat(writer.figures().pending()).isPositive();
        poll(1, 11 + i);
        poll(2, i);
        rows.isAway = i < 7;
        alarm.action().run();
      }

      assertThat(pauses.stream().map(Duration::toSeconds))
          .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
      assertThat(writer.flush(LONG)).isTrue();
      assertThat(writer.isAvailable()).isTrue();
      assertThat(writer.figures()).isEqualTo(new StoreFigures(0, rows.written, 8, 0));
      assertThat(rows.documents).isEqualTo(encodedLedger()).hasSize(2);
    }
  }

  @Test
  void flush_whileTheStoreIsAway_triesAtOnceAndThenGivesUpWaiting() throws InterruptedException {
    var rows = new UnsteadyRows();
    try (StateWriter writer = startOn(rows)) {
      rows.isAway = true;
      poll(1, 10);
      timer.next();

      assertThat(writer.flush(Duration.ZERO)).isFalse();
      timer.next();
      rows.isAway = false;
      assertThat(writer.flush(LONG)).as("no pause has ended").isTrue();
      assertThat(rows.documents).isEqualTo(encodedLedger());
    }
  }

  @Test
  void batch_ofWhichOneRowFails_isNotHalfWrittenAndHeals() throws Exception {
    sql(
        "create trigger full before insert on owner_state when new.name = 'owner-7' begin select raise(abort, 'database or disk is full'); end");
    try (StateWriter writer = startOn(store.rows())) {
      IntStream.range(0, 20).forEach(i -> poll(i, i));
      FakeTimer.Alarm alarm = timer.next();
      assertThat(store.load()).doesNotContainKey(Samples.owner(7));
      assertThat(writer.isAvailable()).isFalse();

      sql("drop trigger full");
      alarm.action().run();

      assertThat(writer.flush(LONG)).isTrue();
      assertThat(store.load()).isEqualTo(ofLedger()).hasSize(20);
    }
  }

  @Test
  void account_whoseFactsCannotBeTold_costsItselfAlone() {
    var broken = new AccountId("broken");
    AccountFactsView view =
        account -> {
          if (account.equals(broken)) {
            throw new IllegalStateException("no such account");
          }
          return Optional.ofNullable(accounts.get(account));
        };
    try (StateWriter writer = StateWriter.start(store, ledger, view, timer)) {
      ledger.subscribe(writer);
      writer.accountChanged(broken);
      poll(1, 10);

      assertThat(writer.flush(LONG)).isTrue();

      assertThat(store.load()).isEqualTo(ofLedger());
      assertThat(writer.figures().dropped()).isEqualTo(1);
    }
  }

  @Test
  void close_writesWhatIsDirty() {
    StateWriter writer = startOn(store.rows());
    IntStream.range(0, 520).forEach(i -> poll(i, i));

    writer.close();

    assertThat(store.load()).isEqualTo(ofLedger()).hasSize(520);
    assertThat(writer.isAvailable()).as("it is closed").isFalse();
  }

  @Test
  void close_whileTheStoreIsAway_endsAndCountsWhatIsLost() throws InterruptedException {
    var rows = new UnsteadyRows();
    StateWriter writer = startOn(rows);
    rows.isAway = true;
    poll(1, 10);
    timer.next();
    poll(2, 20);

    writer.close();
    writer.close();
    poll(3, 30);

    assertThat(rows.documents).isEmpty();
    assertThat(writer.figures().dropped()).isEqualTo(3);
    assertThat(writer.flush(LONG)).as("nobody writes any more").isFalse();
  }

  @Test
  void close_whileTheDiskHangs_stopsWaiting() {
    var disk = new CountDownLatch(1);
    StateWriter writer = startOn(_ -> awaitUninterruptibly(disk));
    poll(1, 10);

    writer.close(Duration.ofMillis(1));

    assertThat(writer.figures().pending()).isEqualTo(1);
    disk.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void owners_moreThanTheBound_areDroppedAndCounted() throws InterruptedException {
    var rows = new UnsteadyRows();
    rows.isAway = true;
    try (StateWriter writer = StateWriter.start(rows, encoding(), timer, 3)) {
      ledger.subscribe(writer);
      poll(0, 0);
      FakeTimer.Alarm alarm = timer.next();
      for (int i = 1; i <= 5; i++) {
        poll(i, i);
        poll(i, i + 1);
      }

      assertThat(writer.figures().pending()).as("one under way, two waiting").isEqualTo(3);
      assertThat(writer.figures().dropped()).as("two changes of three owners").isEqualTo(6);

      rows.isAway = false;
      alarm.action().run();
      assertThat(writer.flush(LONG)).isTrue();
      assertThat(rows.documents)
          .containsOnlyKeys(Samples.owner(0), Samples.owner(1), Samples.owner(2));
    }
  }

  @Test
  void flush_byAnInterruptedThread_saysThatItDoesNotKnow() throws InterruptedException {
    var rows = new UnsteadyRows();
    try (StateWriter writer = startOn(rows)) {
      rows.isAway = true;
      poll(1, 10);
      timer.next();
      Thread.currentThread().interrupt();

      assertThat(writer.flush(LONG)).isFalse();

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private StateWriter startOn(Rows rows) {
    StateWriter writer = StateWriter.start(rows, encoding(), timer, 10_000);
    ledger.subscribe(writer);
    return writer;
  }

  private Encoding encoding() {
    return new Encoding(ledger, account -> Optional.ofNullable(accounts.get(account)));
  }

  private void poll(int owner, int remaining) {
    poll(owner, remaining, remaining);
  }

  private void poll(int owner, int remaining, int second) {
    ledger.record(Samples.polled(Samples.owner(owner), remaining, second));
  }

  private Map<Owner, OwnerState> ofLedger() {
    Map<Owner, OwnerState> states = new HashMap<>();
    ledger.owners().forEach(owner -> states.put(owner, ledger.state(owner)));
    states.values().removeIf(OwnerState::isEmpty);
    return states;
  }

  private Map<Owner, String> encodedLedger() {
    Map<Owner, String> documents = new HashMap<>();
    ofLedger().forEach((owner, state) -> documents.put(owner, StateCodec.encode(state)));
    return documents;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.file());
        Statement s = connection.createStatement()) {
      s.executeUpdate(statement);
    }
  }
}
