package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each stream ends; the last call is answered with a 401, which ends the watch. */
@Timeout(60)
class StatusWatchTest {

  private static final String EVENTS = "/api/v1/events";
  private static final String NOW = "{\"at\":\"2026-03-01T12:00:00Z\"}";
  private static final String RETRY = "retry: 1\n\n";
  private static final String GAMMA =
      """
      {"account":"gamma","owner":"gamma","provider":"openai","scope":"model:gpt-5","window":"rpm",\
      "unit":"requests","role":"limit","state":"known","level":"low","levelCause":"5 % left",\
      "limit":1000,"remaining":50,"remainingFraction":0.05,"resetsAt":"2026-03-01T12:00:50Z",\
      "expiresAt":null,"observedAt":"2026-03-01T11:59:58Z","ageSeconds":0,"stale":false,\
      "source":"observed","forecast":null}\
      """;

  @TempDir Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer().on("GET", EVENTS, 401, "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run() {
    return new Run(home).with("QUOTAKEEPER_URL", server.url());
  }

  private static String event(String name, String id, String data) {
    return "event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n";
  }

  /** The sample as a stream tells it, in the order of nothing in particular. */
  private static String state() {
    String quotas =
        events("quota", Json.items(Json.parse(StatusSample.QUOTAS).orElseThrow()).reversed());
    String accounts =
        events("account", Json.items(Json.parse(StatusSample.ACCOUNTS).orElseThrow()));
    return RETRY + event("reset", "", NOW) + quotas + accounts + event("ready", "r-1", NOW);
  }

  private static String events(String name, List<JsonNode> items) {
    return items.stream().map(i -> event(name, "", Json.write(i))).collect(Collectors.joining());
  }

  @Test
  void watch_json_printsTheStateThenEachChangeAnObjectALine() {
    server.stream(EVENTS, state() + event("quota", "r-2", GAMMA) + event("sweep", "r-3", "{}"));

    Run.Outcome outcome = run().of("status", "--watch", "-o", "json");

    List<JsonNode> lines =
        outcome.out().lines().map(line -> Json.parse(line).orElseThrow()).toList();
    assertThat(lines)
        .extracting(l -> l.get("event").asText())
        .containsExactly("state", "quota", "sweep");
    assertThat(lines).extracting(l -> l.get("id").asText()).containsExactly("r-1", "r-2", "r-3");
    assertThat(lines.getFirst().at("/data/accounts")).hasSize(6);
    assertThat(lines.get(1).get("data")).isEqualTo(Json.parse(GAMMA).orElseThrow());
  }

  @Test
  void watch_json_stateIsOrderedByUrgency() {
    server.stream(EVENTS, state());

    JsonNode state = Json.parse(run().of("status", "-w", "-o", "json").out()).orElseThrow();

    assertThat(state.at("/data/quotas"))
        .extracting(q -> Json.text(q, "account") + "/" + Json.text(q, "window"))
        .containsExactly(
            "beta/credits",
            "alpha/5h",
            "alpha/weekly",
            "gamma/rpm",
            "gamma/daily",
            "gamma/balance",
            "gamma/rpm");
  }

  @Test
  void watch_piped_printsLinesAndSaysWhatItDoesBesideThem() {
    String seenAgain = GAMMA.replace("11:59:58", "11:59:59").replace("12:00:50", "12:00:51");
    String gone =
        "{\"account\":\"gamma\",\"scope\":\"model:gpt-5\",\"window\":\"rpm\",\"unit\":\"requests\"}";
    server.stream(
        EVENTS,
        RETRY
            + event("reset", "", NOW)
            + event("quota", "", GAMMA.replace("\"level\":\"low\"", "\"level\":\"ok\""))
            + event("ready", "r-1", NOW)
            + event("quota", "r-2", GAMMA)
            + event("quota", "r-3", seenAgain)
            + event("quota-gone", "r-4", gone)
            + event("account-gone", "r-5", "{\"id\":\"gamma\"}"));

    Run.Outcome outcome = run().of("status", "--watch");

    assertThat(outcome.out())
        .isEqualTo(
            """
            2026-03-01T12:00:00Z	gamma	model:gpt-5	rpm	5 %	2026-03-01T12:00:50Z	ok
            2026-03-01T12:00:00Z	gamma	model:gpt-5	rpm	5 %	2026-03-01T12:00:50Z	low · 5 % left
            2026-03-01T12:00:00Z	gamma	model:gpt-5	rpm	-	-	gone
            2026-03-01T12:00:00Z	gamma	-	-	-	-	gone
            """);
    assertThat(outcome.err()).contains("the connection to the server is lost; trying again");
    assertThat(outcome.exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void watch_piped_printsNoLineThatShowsNothingNew() {
    String closer = GAMMA.replace("\"level\":\"low\"", "\"level\":\"ok\"");
    server.stream(
        EVENTS,
        RETRY
            + event("reset", "", NOW)
            + event("quota", "", closer)
            + event("ready", "r-1", NOW)
            + event("quota", "r-2", closer.replace("0.05", "0.0501").replace(":50,", ":50.1,"))
            + event("quota", "r-3", closer.replace(":1000", ":1001"))
            + event("quota", "r-4", closer.replace("\"levelCause\":\"", "\"levelCause\":\"still "))
            + event("quota", "r-5", closer.replace("\"stale\":false", "\"stale\":true")));

    assertThat(run().of("status", "--watch").out())
        .isEqualTo(
            """
            2026-03-01T12:00:00Z	gamma	model:gpt-5	rpm	5 %	2026-03-01T12:00:50Z	ok
            2026-03-01T12:00:00Z	gamma	model:gpt-5	rpm	5 %	2026-03-01T12:00:50Z	ok · stale
            """);
  }

  @Test
  void watch_piped_stateToldAnew_printsOnlyWhatChangedMeanwhile() {
    String account = "{\"id\":\"gamma\",\"status\":\"ok\",\"statusReason\":null}";
    String other = GAMMA.replace("rpm", "tpm");
    server.stream(
        EVENTS,
        RETRY
            + event("reset", "", NOW)
            + event("quota", "", GAMMA)
            + event("quota", "", other)
            + event("account", "", account)
            + event("ready", "r-1", NOW))
        .stream(
            EVENTS,
            event("reset", "", NOW)
                + event("quota", "", GAMMA.replace("0.05", "0.04"))
                + event("account", "", account)
                + event("ready", "r-9", NOW));

    assertThat(run().of("status", "--watch").out().lines().map(line -> line.split("\t", 2)[1]))
        .containsExactly(
            "gamma\t-\t-\t-\t-\tok",
            "gamma\tmodel:gpt-5\trpm\t5 %\t2026-03-01T12:00:50Z\tlow · 5 % left",
            "gamma\tmodel:gpt-5\ttpm\t5 %\t2026-03-01T12:00:50Z\tlow · 5 % left",
            "gamma\tmodel:gpt-5\trpm\t4 %\t2026-03-01T12:00:50Z\tlow · 5 % left",
            "gamma\tmodel:gpt-5\ttpm\t-\t-\tgone");
  }

  @Test
  void watch_connectionLost_goesOnAfterTheLastEvent() {
    server.stream(EVENTS, state() + event("quota", "r-2", GAMMA)).once(EVENTS, 503).stream(
        EVENTS, event("quota", "r-3", GAMMA.replace("50", "40")) + event("ready", "r-3", NOW));

    Run.Outcome outcome = run().of("status", "--watch", "-o", "json");

    assertThat(outcome.out().lines()).hasSize(3);
    assertThat(server.calls().stream().map(call -> call.replaceFirst(".*events - ?", "")))
        .containsExactly("", "after r-2", "after r-2", "after r-3");
  }

  @Test
  void watch_stateToldAnew_isPrintedAnewOnlyWhenWhole() {
    server.stream(EVENTS, state()).stream(
        EVENTS, event("reset", "", NOW) + event("quota", "", GAMMA))
        .stream(EVENTS, state());

    Run.Outcome outcome = run().of("status", "--watch", "-o", "json");

    assertThat(outcome.out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"event\":\"state\""));
    assertThat(server.calls().stream().map(call -> call.replaceFirst(".*events - ?", "")))
        .containsExactly("", "after r-1", "", "after r-1");
  }

  @Test
  void watch_filtered_asksForThatAlone() {
    String target = EVENTS + "?account=a&pool=p&provider=q";
    server.stream(target, state()).on("GET", target, 401, "{}");

    run().of("status", "--watch", "--account", "a", "--pool", "p", "--provider", "q", "-o", "json");

    assertThat(server.calls()).hasSize(2).allMatch(call -> call.startsWith("GET " + target + " "));
  }

  @Test
  void watch_nobodyThereAtFirst_is69() {
    int port = server.port();
    server.close();

    Run.Outcome outcome =
        new Run(home).with("QUOTAKEEPER_URL", "http://127.0.0.1:" + port).of("status", "--watch");

    assertThat(outcome.exit()).isEqualTo(Exit.UNREACHABLE);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void watch_unknownAccount_endsAtOnce() {
    server.on("GET", EVENTS + "?account=x", 404, "{\"detail\":\"there is no account \\\"x\\\"\"}");

    Run.Outcome outcome = run().of("status", "--watch", "--account", "x");

    assertThat(outcome.exit()).isEqualTo(Exit.FAILED);
    assertThat(outcome.err()).contains("there is no account \"x\"");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void watch_serverOfAnotherKind_isSaid() {
    server.on("GET", EVENTS, 200, "{}");

    Run.Outcome outcome = run().of("status", "--watch");

    assertThat(outcome.exit()).isEqualTo(Exit.FAILED);
    assertThat(outcome.err()).contains("sends no events");
  }

  @Test
  void watch_terminal_drawsTheTableOverItselfAndGivesTheTerminalBack() {
    server.stream(EVENTS, state() + event("quota", "r-2", GAMMA));

    Run.Outcome outcome = run().onTerminal().of("status", "--watch", "--no-color");

    assertThat(outcome.out())
        .startsWith("\033[?1049h\033[?25l\033[HACCOUNT")
        .endsWith("\033[?25h\033[?1049l");
    String last = outcome.out().substring(outcome.out().lastIndexOf("\033[H"));
    assertThat(last)
        .contains("model:gpt-5   rpm      █░░░░░   5 %  50s")
        .contains("6 accounts · 4 need attention · ")
        .contains("\033[K\r\n")
        .doesNotContain("\033[2J");
    assertThat(outcome.err()).doesNotContain("trying again");
  }

  @Test
  void watch_terminalThatIsDumb_getsLines() {
    server.stream(EVENTS, state());

    Run.Outcome outcome = run().onTerminal().with("TERM", "dumb").of("status", "--watch");

    assertThat(outcome.out()).doesNotContain("\033").contains("\tgroup:gemini\tweekly\t");
  }

  @Test
  void watch_escapeSequencesFromTheServer_areShownNotObeyed() {
    String evil = GAMMA.replace("model:gpt-5", "model:\\u001b[2J");
    server.stream(
        EVENTS,
        RETRY + event("reset", "", NOW) + event("quota", "", evil) + event("ready", "r-1", NOW));
    server.stream(
        EVENTS,
        RETRY + event("reset", "", NOW) + event("quota", "", evil) + event("ready", "r-1", NOW));

    assertThat(run().of("status", "--watch").out())
        .contains("model:\\u001b[2J")
        .doesNotContain("\033");
  }
}
