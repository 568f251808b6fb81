package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {

  @TempDir Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new FakeServer()
            .get("/api/v1/quotas", StatusSample.QUOTAS)
            .get("/api/v1/accounts", StatusSample.ACCOUNTS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run() {
    return new Run(home).with("QUOTAKEEPER_URL", server.url());
  }

  @Test
  void status_piped_isPlainAndInFull() {
    Run.Outcome outcome = run().of("status");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            ACCOUNT  SCOPE                                       WINDOW   LEFT         RESETS    AGE       STATE
            delta    -                                           -        unknown      -         -         action-required · no project is configured
            beta     account                                     credits  -0.25 usd    -         30s       exhausted · nothing left
            alpha    model:gemini-3-flash-with-a-very-long-name  5h       8 %          2h 55m    7m stale  low · 8.3 % left
            alpha    group:gemini                                weekly   unknown      3d 1h     30s       unknown · degraded: timed out
            gamma    model:gpt-5                                 rpm      99 %         30s       now       ok
            gamma    account                                     balance  12.3 usd     ends 10d  now       ok
            gamma    group:batch                                 daily    unlimited    -         now       ok
            gamma    model:gpt-6                                 rpm      not in plan  -         now       not in plan
            epsilon  -                                           -        unknown      -         -         unknown · nothing known yet
            zeta     -                                           -        unknown      -         -         disabled
            """);
  }

  @Test
  void status_terminalOf80Columns_fits() {
    Run.Outcome outcome = run().onTerminal().of("status", "--no-color");

    assertThat(outcome.out())
        .isEqualTo(
            """
            ACCOUNT  SCOPE         WINDOW   LEFT          RESETS    AGE       STATE
            delta    -             -        unknown       -         -         action-required
              no project is configured
            beta     account       credits  -0.25 usd     -         30s       exhausted
            alpha    model:gemin…  5h       █░░░░░   8 %  2h 55m    7m stale  low
            alpha    group:gemini  weekly   unknown       3d 1h     30s       unknown
            gamma    model:gpt-5   rpm      █████░  99 %  30s       now       ok
            gamma    account       balance  12.3 usd      ends 10d  now       ok
            gamma    group:batch   daily    unlimited     -         now       ok
            gamma    model:gpt-6   rpm      not in plan   -         now       not in plan
            epsilon  -             -        unknown       -         -         unknown
            zeta     -             -        unknown       -         -         disabled

            6 accounts · 3 need attention
            """);
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 85);
  }

  @Test
  void status_terminalWithColour_paintsWordsAndNothingElse() {
    String plain = run().onTerminal().of("status", "--no-color").out();

    String painted = run().onTerminal().of("status").out();

    assertThat(painted)
        .contains("\033[31maction-required\033[0m")
        .contains("\033[33mlow\033[0m")
        .contains("\033[32m█████░  99 %\033[0m")
        .contains("\033[2m7m stale\033[0m");
    assertThat(painted.replaceAll("\033\\[[0-9]*m", "")).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1", "TERM, dumb"})
  void status_terminalThatWantsNoColour_getsNone(String variable, String value) {
    assertThat(run().onTerminal().with(variable, value).of("status").out()).doesNotContain("\033");
  }

  @Test
  void status_terminalWithoutUnicode_usesAscii() {
    String out = run().onTerminal().inAscii().of("status", "--no-color").out();

    assertThat(out)
        .contains("model:gemi..  5h ")
        .contains("8 %")
        .contains("6 accounts - 3 need attention")
        .doesNotContain("?");
  }

  @Test
  void status_wide_hasEverything() {
    String out = run().of("status", "-o", "wide").out();

    assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|").strip()))
        .contains(
            "ACCOUNT|PROVIDER|OWNER|SCOPE|WINDOW|UNIT|LEFT|REMAINING|LIMIT|RESETS|RUNS OUT|AGE|SOURCE|NEXT"
                + " SYNC|STATE",
            "alpha|cloud-code|maple|model:gemini-3-flash-with-a-very-long-name|5h|requests|8 %|125"
                + "|1500|2h 55m|34m to 1h 20m|7m stale|polled|2m|low · 8.3 % left",
            "alpha|cloud-code|maple|group:gemini|weekly|requests|unknown|-|900|3d 1h|-|30s|polled|2m"
                + "|unknown · degraded: timed out");
  }

  @Test
  void status_json_isTheServersDocument() {
    Run.Outcome outcome = run().onTerminal().of("status", "-o", "json");

    assertThat(outcome.out()).isEqualTo(StatusSample.QUOTAS);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void status_filtered_asksForThatAlone() {
    server
        .get("/api/v1/quotas?account=a%2Fb%20c&provider=openai", "{\"items\":[]}")
        .get(
            "/api/v1/accounts?account=a%2Fb%20c&provider=openai",
            "{\"items\":[{\"id\":\"a/b c\",\"provider\":\"openai\",\"status\":\"ok\"}]}");

    Run.Outcome outcome = run().of("status", "--account", "a/b c", "--provider", "openai");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().toList().get(1)).startsWith("a/b c").contains("unknown");
  }

  @Test
  void status_ofPool_showsAlsoItsAccountsWithoutWindows() {
    server
        .get("/api/v1/quotas?pool=chat", "{\"items\":[]}")
        .get(
            "/api/v1/accounts?pool=chat",
            "{\"items\":[{\"id\":\"delta\",\"status\":\"action-required\","
                + "\"statusReason\":\"no project is configured\"}]}");

    String out = run().of("status", "--pool", "chat").out();

    assertThat(out).contains("delta", "action-required · no project is configured");
  }

  @Test
  void status_escapeSequencesFromTheServer_areShownNotObeyed() {
    server
        .get(
            "/api/v1/quotas",
            """
            {"items": [{"account": "a", "scope": "model:x\\u001b[2J\\ny", "window": "w\\u202e",
              "state": "known", "remaining": 1, "unit": "u\\u0007", "level": "low",
              "levelCause": "\\u009b31m"}]}
            """)
        .get("/api/v1/accounts", "{\"items\": []}");

    Run.Outcome outcome = run().of("status");

    assertThat(outcome.out().lines()).hasSize(2);
    assertThat(outcome.out().lines().toList().get(1))
        .contains("model:x\\u001b[2J\\u000ay", "w\\u202e", "u\\u0007", "\\u009b31m");
    assertThat(outcome.out().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }

  @Test
  void status_nothingConfigured_saysSoBesideTheData() {
    server.get("/api/v1/quotas", "{\"items\":[]}").get("/api/v1/accounts", "{\"items\":[]}");

    Run.Outcome outcome = run().of("status");

    assertThat(outcome)
        .isEqualTo(
            new Run.Outcome(0, "", "quotakeeper: no account matches, or none is configured\n"));
  }
}
