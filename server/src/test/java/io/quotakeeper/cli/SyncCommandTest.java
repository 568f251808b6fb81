package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCommandTest {

  private static final String GOOD =
      """
      {"account":"a","result":"ok","reason":null,"detail":null,"windows":3,"until":null,\
      "tookSeconds":0.25}\
      """;
  private static final String FAILED =
      """
      {"account":"b","result":"error","reason":"timeout","detail":"no answer","windows":null,\
      "until":null,"tookSeconds":30}\
      """;
  private static final String SKIPPED =
      """
      {"account":"c","result":"skipped","reason":"back-off","detail":null,"windows":null,\
      "until":"2026-03-01T12:05:00Z","tookSeconds":0}\
      """;

  @TempDir Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run() {
    return new Run(home).with("QUOTAKEEPER_URL", server.url());
  }

  private static String items(String... lines) {
    return "{\"items\":[" + String.join(",", lines) + "]}";
  }

  @Test
  void sync_all_printsALinePerAccountAndFailsIfOneFailed() {
    server.on("POST", "/api/v1/sync", 200, items(GOOD, FAILED, SKIPPED));

    Run.Outcome outcome = run().of("sync");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            ACCOUNT  RESULT   WINDOWS  TOOK   WHY
            a        ok       3        0.25s  -
            b        error    -        30s    timeout · no answer
            c        skipped  -        0s     back-off · again in 5m
            """);
  }

  @Test
  void sync_reasonWithoutRoom_standsBelowTheLine() {
    String wordy = FAILED.replace("no answer", "the provider did not answer rateLimit within 30 s");
    server.on("POST", "/api/v1/sync", 200, items(GOOD, wordy));

    assertThat(run().onTerminal().of("sync", "--no-color").out())
        .endsWith("30s\n  timeout · the provider did not answer rateLimit within 30 s\n");
    assertThat(run().onTerminal().of("sync", "--no-color", "-o", "wide").out())
        .endsWith("30s    timeout · the provider did not answer rateLimit within 30 s\n");
  }

  @Test
  void sync_detailWithAnInstant_saysItOnceAndFromNow() {
    String paused =
        SKIPPED.replace(
            "\"detail\":null",
            "\"detail\":\"the provider wants no quota call until 2026-03-01T12:05:00.5Z\"");
    server.on("POST", "/api/v1/sync", 200, items(paused));

    assertThat(run().of("sync").out())
        .endsWith("back-off · the provider wants no quota call for another 5m\n");
  }

  @Test
  void sync_skippedOnes_areNoFailure() {
    server.on("POST", "/api/v1/sync", 200, items(GOOD, SKIPPED));

    assertThat(run().of("sync").exit()).isZero();
  }

  @Test
  void sync_named_asksForEachOnceAndKeepsTheOrder() {
    server
        .on("POST", "/api/v1/accounts/a/sync", 200, items(GOOD))
        .on("POST", "/api/v1/accounts/c/sync", 200, items(SKIPPED));

    Run.Outcome outcome = run().of("sync", "c", "a", "c", "-o", "json");

    assertThat(outcome).isEqualTo(new Run.Outcome(0, items(SKIPPED, GOOD) + "\n", ""));
    assertThat(server.calls())
        .containsExactlyInAnyOrder(
            "POST /api/v1/accounts/a/sync -", "POST /api/v1/accounts/c/sync -");
  }

  @Test
  void sync_unknownAccount_fails() {
    server.on(
        "POST", "/api/v1/accounts/x/sync", 404, "{\"detail\":\"there is no account \\\"x\\\"\"}");

    assertThat(run().of("sync", "x"))
        .isEqualTo(
            new Run.Outcome(
                1,
                "",
                "quotakeeper: there is no account \"x\"\n`quotakeeper account list` shows all.\n"));
  }

  @Test
  void sync_watched_saysWhatItWaitsFor() {
    server.on("POST", "/api/v1/sync", 200, items(GOOD));

    assertThat(run().onTerminal().of("sync").err()).startsWith("quotakeeper: syncing");
  }
}
