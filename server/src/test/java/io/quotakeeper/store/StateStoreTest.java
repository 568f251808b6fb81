package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.store.StoreException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class StateStoreTest {

  private static final AccountFacts FACTS =
      new AccountFacts(
          new Plan("pro-1", "Pro"), Moment.at(Samples.NOON), "transient", "no answer in 30 s");

  @TempDir Path folder;

  @Test
  void store_reopened_knowsWhatWasWritten() {
    var other = new AccountId("other");
    var never = new AccountFacts(Plan.NONE, Moment.unstated(), "", "");
    try (StateStore store = StateStore.open(folder)) {
      store
          .rows()
          .write(
              List.of(
                  stateRow(1, 10),
                  stateRow(2, 20),
                  new Row.OfAccount(Samples.ACCOUNT, FactsCodec.encode(FACTS)),
                  new Row.OfAccount(other, FactsCodec.encode(never))));
      store.rows().write(List.of(stateRow(2, 21)));
    }

    try (StateStore store = StateStore.open(folder)) {
      assertThat(store.load())
          .containsOnly(
              Map.entry(Samples.owner(1), Samples.state(10)),
              Map.entry(Samples.owner(2), Samples.state(21)));
      assertThat(store.loadFacts())
          .containsOnly(Map.entry(Samples.ACCOUNT, FACTS), Map.entry(other, never));
      assertThat(store.skipped()).isZero();
    }
  }

  @Test
  void row_withoutDocument_isRemoved() {
    try (StateStore store = StateStore.open(folder)) {
      store
          .rows()
          .write(
              List.of(
                  stateRow(1, 10), new Row.OfAccount(Samples.ACCOUNT, FactsCodec.encode(FACTS))));
      store
          .rows()
          .write(
              List.of(
                  new Row.OfOwner(Samples.owner(1), ""), new Row.OfAccount(Samples.ACCOUNT, "")));

      assertThat(store.load()).isEmpty();
      assertThat(store.loadFacts()).isEmpty();
    }
  }

  @Test
  void owner_withOddName_comesBackAsItWas() {
    var odd = new Owner("acme", "prö'ject; drop table owner_state --\n\"x\" \ud83d\ude80");
    try (StateStore store = StateStore.open(folder)) {
      store.rows().write(List.of(new Row.OfOwner(odd, StateCodec.encode(Samples.state(1)))));

      assertThat(store.load()).containsOnly(Map.entry(odd, Samples.state(1)));
    }
  }

  @Test
  void folder_withOddName_isUsedAsItIs() {
    Path odd = folder.resolve("a b?c=d#e%20f;g'h").resolve("ü");
    try (StateStore store = StateStore.open(odd)) {
      store.rows().write(List.of(stateRow(1, 10)));
    }

    assertThat(odd.resolve("quotakeeper.db")).isNotEmptyFile();
    try (StateStore store = StateStore.open(odd)) {
      assertThat(store.load()).hasSize(1);
    }
  }

  @Test
  void database_opened_keepsItsPromises() {
    try (Database database = Database.open(file())) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).as("FULL").isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(database, "busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void row_changedBehindItsBack_isLeftOutAndCounted() throws SQLException {
    try (StateStore store = StateStore.open(folder)) {
      store
          .rows()
          .write(
              List.of(
                  stateRow(1, 10),
                  stateRow(2, 20),
                  new Row.OfAccount(Samples.ACCOUNT, FactsCodec.encode(FACTS))));
    }
    sql("update owner_state set document = replace(document, '10.0', '90.0')");
    sql("update account_facts set document = replace(document, 'pro-1', 'pro-9')");

    try (StateStore store = StateStore.open(folder)) {
      assertThat(store.load()).containsOnlyKeys(Samples.owner(2));
      assertThat(store.loadFacts()).isEmpty();
      assertThat(store.skipped()).isEqualTo(2);
    }
  }

  @Test
  void database_ofANewerProgram_isRefusedUntouched() throws SQLException, IOException {
    StateStore.open(folder).close();
    sql(
        "insert into flyway_schema_history select 99, '99', 'future', type, 'V99__future.sql', 1, installed_by, installed_on, 1, success from flyway_schema_history limit 1");
    byte[] before = Files.readAllBytes(file());

    assertRefused(Reason.NEWER_SCHEMA).withMessageContainingAll("newer Quotakeeper", "schema 99");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void schema_newest_isTheLastOfTheMigrations() {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file());

    MigrationInfo[] all = Schema.flyway(source).info().all();

    assertThat(all[all.length - 1].getVersion()).hasToString(Schema.NEWEST);
  }

  @Test
  void database_whoseMigrationIsNoted_isNotMigratedAgain() throws SQLException {
    StateStore.open(folder).close();
    sql("update flyway_schema_history set checksum = 1");

    StateStore.open(folder).close();

    sql("update flyway_schema_history set success = 0");
    assertRefused(Reason.FAILED).withMessageContaining("up to date");
  }

  @Test
  void database_ofSomebodyElse_isRefused() throws SQLException {
    sql("create table cookies (name text)");

    assertRefused(Reason.FAILED).withMessageContaining("non-empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"this is not a database, though it is long enough to be one. ", "x"})
  void file_thatIsNoDatabase_isRefused(String text) throws IOException {
    Files.writeString(file(), text.repeat(100), StandardCharsets.US_ASCII);

    assertRefused(Reason.DAMAGED).withMessageContaining("Move it away");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.9})
  void file_truncated_isRefused(double part) throws IOException {
    filled();
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.setLength((long) (raw.length() * part));
    }

    assertRefused(Reason.DAMAGED);
  }

  @Test
  void file_withABrokenPage_isRefused() throws IOException {
    filled();
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 4096; page < raw.length(); page += 4096) {
        raw.seek(page);
        raw.write(0x55);
      }
    }

    assertRefused(Reason.DAMAGED);
  }

  @Test
  void store_refused_givesTheFolderUp() throws IOException {
    Files.writeString(file(), "garbage".repeat(1000));
    assertRefused(Reason.DAMAGED);
    Files.delete(file());

    StateStore.open(folder).close();

    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void write_withoutSpace_failsAsAWholeAndHealsWithANewConnection() throws Exception {
    try (Database database = Database.open(file())) {
      var tables = new Tables(database);
      tables.write(List.of(stateRow(1, 10)));
      database.jdbi().useHandle(h -> h.execute("pragma max_page_count = 12"));
      List<Row> many = IntStream.range(1, 200).<Row>mapToObj(i -> stateRow(i, 77)).toList();

      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> tables.write(many))
          .withStackTraceContaining("SQLITE_FULL");
      assertThat(tables.states())
          .as("nothing is half written")
          .containsOnly(Map.entry(Samples.owner(1), Samples.state(10)));

      tables.write(many);
      assertThat(tables.states()).hasSize(199);
    }
  }

  @Test
  void store_usedByAnInterruptedThread_staysUsableForOthers() throws InterruptedException {
    try (StateStore store = StateStore.open(folder)) {
      for (int round = 0; round < 40; round++) {
        int number = round;
        Thread thread =
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, _) -> {})
                .start(() -> {
                  Thread.currentThread().interrupt();
                  store.rows().write(List.of(stateRow(number, number)));
                });
        thread.interrupt();
        thread.join();
        store.rows().write(List.of(stateRow(1000 + number, number)));
      }

      assertThat(store.load().keySet())
          .containsAll(IntStream.range(1000, 1040).mapToObj(Samples::owner).toList());
    }
  }

  private void filled() {
    try (StateStore store = StateStore.open(folder)) {
      store.rows().write(IntStream.range(0, 300).<Row>mapToObj(i -> stateRow(i, i)).toList());
    }
  }

  private ThrowableAssertAlternative<StoreException> assertRefused(Reason reason) {
    return assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StateStore.open(folder))
        .withMessageContaining(file().toString())
        .withMessageNotContaining("\n")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Path file() {
    return folder.resolve("quotakeeper.db");
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = connection.createStatement()) {
      s.executeUpdate(statement);
    }
  }

  private static String pragma(Database database, String name) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("pragma " + name).mapTo(String.class).one());
  }

  static Row stateRow(int owner, double remaining) {
    return new Row.OfOwner(Samples.owner(owner), StateCodec.encode(Samples.state(remaining)));
  }
}
