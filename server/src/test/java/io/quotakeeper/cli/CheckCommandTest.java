package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

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

  private static String decision(String word) {
    return """
    {"account":"a","model":"m","decision":"%s","remainingFraction":0.083,
    "resetsAt":"2026-03-01T14:55:00Z","window":"5h","reason":"5h of model:m: 8.3 %% left"}\
    """
        .formatted(word);
  }

  @ParameterizedTest
  @CsvSource({"proceed, 0", "low, 10", "exhausted, 11", "unknown, 12"})
  void check_decision_isTheExitCode(String word, int exit) {
    server.get("/api/v1/check?account=a&model=m", decision(word));

    assertThat(run().of("check", "a", "m").exit()).isEqualTo(exit);
    assertThat(run().of("check", "a", "m", "-o", "json"))
        .isEqualTo(new Run.Outcome(exit, decision(word) + "\n", ""));
  }

  @Test
  void check_table_saysWhatWhenAndWhy() {
    server.get("/api/v1/check?account=a&model=m", decision("low"));

    assertThat(run().of("check", "a", "m").out())
        .isEqualTo(
            """
            ACCOUNT  MODEL  DECISION  LEFT  WINDOW  RESETS  REASON
            a        m      low       8 %   5h      2h 55m  5h of model:m: 8.3 % left
            """);
  }

  @Test
  void check_reasonWithoutRoom_standsBelowAndTellsTimesFromNow() {
    String refused =
        decision("exhausted")
            .replace(
                "8.3 % left",
                "refused, window-exhausted until 2026-03-01T14:55:00.123456789Z by its provider");
    server.get("/api/v1/check?account=a&model=m", refused);

    assertThat(run().onTerminal().of("check", "a", "m", "--no-color").out().lines())
        .last()
        .isEqualTo("  5h of model:m: refused, window-exhausted for another 2h 55m by its provider");
    assertThat(run().onTerminal().of("check", "a", "m", "-o", "wide", "--no-color").out())
        .contains("2h 55m  5h of model:m: refused, window-exhausted for another 2h 55m by its");
  }

  @Test
  void check_scope_isEscapedInTheQuestion() {
    server.get("/api/v1/check?account=a&model=group%3Agemini", decision("proceed"));

    assertThat(run().of("check", "a", "group:gemini").exit()).isZero();
  }

  @Test
  void check_withoutModel_asksForTheAccount() {
    server.get("/api/v1/check?account=a", decision("proceed"));

    assertThat(run().of("check", "a").exit()).isZero();
  }

  @Test
  void check_unknownAccount_failsInTheServersWords() {
    server.on(
        "GET", "/api/v1/check?account=b", 404, "{\"detail\":\"there is no account \\\"b\\\"\"}");

    assertThat(run().of("check", "b"))
        .isEqualTo(
            new Run.Outcome(
                1,
                "",
                "quotakeeper: there is no account \"b\"\n`quotakeeper account list` shows all.\n"));
  }

  @Test
  void check_unknownDecision_failsRatherThanGuesses() {
    server.get("/api/v1/check?account=a", decision("maybe"));

    assertThat(run().of("check", "a").exit()).isEqualTo(1);
  }

  @Test
  void check_withoutAccount_isWrongUse() {
    Run.Outcome outcome = run().of("check");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            quotakeeper: Missing required parameter: 'ACCOUNT'
            Try 'quotakeeper check --help'.
            """);
  }
}
