package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  /** As the log has it of account a. */
  private static final String HEAD =
      "{\"v\":1,\"kind\":\"%s\",\"account\":\"%s\",\"owner\":\"%2$s\",\"provider\":\"groq\","
          + "\"sentAt\":\"2026-03-01T10:%3$02d:00Z\",\"receivedAt\":\"2026-03-01T10:%3$02d:00Z\",";

  @TempDir Path home;

  private Path config;

  @BeforeEach
  void configuration() throws IOException {
    config =
        Files.writeString(
            home.resolve("q.yaml"),
            """
            accounts:
            - {id: a, provider: groq, secret: {env: KEY}}
            - {id: b, provider: groq, secret: {env: KEY}}
            - {id: c, provider: groq, secret: {env: KEY}}
            pools:
            - {id: chat, accounts: [a, b], strategy: fill-first, order: [a, b]}
            - {id: batch, accounts: [c]}
            """);
  }

  private Run.Outcome simulate(String evidence, String... further) throws IOException {
    Path file = Files.writeString(home.resolve("evidence.jsonl"), evidence);
    return run(file.toString(), further);
  }

  private Run.Outcome run(String evidence, String... further) {
    List<String> arguments =
        new ArrayList<>(List.of("simulate", "--evidence", evidence, "--config", config.toString()));
    arguments.addAll(List.of(further));
    return new Run(home).with("KEY", "canary-key").of(arguments.toArray(String[]::new));
  }

  private static String traffic(String account, int minute, int status, String more) {
    return HEAD.formatted("traffic", account, minute)
        + "\"call\":\"traffic\",\"model\":\"m\",\"baseUrl\":\"\",\"status\":"
        + status
        + more
        + "}\n";
  }

  private static String left(int left) {
    return ",\"headers\":[\"x-ratelimit-limit-requests: 100\",\"x-ratelimit-remaining-requests: "
        + left
        + "\",\"x-ratelimit-reset-requests: 9h\"],\"body\":\"\"";
  }

  private static String lease(String id, String account, int minute, String session, String not) {
    return HEAD.formatted("lease", account, minute)
        + "\"lease\":\""
        + id
        + "\",\"pool\":\"chat\",\"model\":\"m\",\"session\":\""
        + session
        + "\",\"purpose\":\"interactive\",\"estimate\":{\"requests\":1.0},\"except\":["
        + not
        + "]}\n";
  }

  private static String outcome(String id, String account, int minute) {
    return HEAD.formatted("outcome", account, minute)
        + "\"lease\":\""
        + id
        + "\",\"outcome\":\"answered\",\"usage\":{}}\n";
  }

  private static String served(String id, String account, int minute, String not, int left) {
    return lease(id, account, minute, "", "\"" + not + "\"")
        + traffic(account, minute, 200, ",\"lease\":\"" + id + "\"" + left(left))
        + outcome(id, account, minute);
  }

  /** Both are known; then a request of a session goes to a, which refuses it. */
  private static String refused() {
    String refusal =
        ",\"lease\":\"l1\",\"headers\":[\"retry-after: 3600\"],\"body\":"
            + "\"{\\\"error\\\":{\\\"code\\\":\\\"rate_limit_exceeded\\\"}}\"";
    return served("k1", "a", 0, "b", 5)
        + served("k2", "b", 1, "a", 90)
        + lease("l1", "a", 2, "5e55", "")
        + traffic("a", 3, 429, refusal)
        + outcome("l1", "a", 3);
  }

  /** The same of a provider whose days end at an instant, while groq's fill up all the time. */
  private static String ofFixedDays(String evidence) {
    return evidence
        .replace("groq", "cerebras")
        .replace("-requests: ", "-requests-day: ")
        .replace("-day: 9h", "-day: 32400")
        .replace("\\\"code\\\":\\\"rate_limit_exceeded", "\\\"param\\\":\\\"quota");
  }

  private static JsonNode json(Run.Outcome outcome) {
    return Json.parse(outcome.out()).orElseThrow();
  }

  private static JsonNode strategy(JsonNode document, String name) {
    for (JsonNode strategy : document.path("items").path(0).path("strategies")) {
      if (Json.text(strategy, "strategy").equals(name)) {
        return strategy;
      }
    }
    throw new AssertionError("no strategy " + name + " in " + document);
  }

  @Test
  void simulate_refusalThatAnotherStrategyAvoids_isShownBesideWhatWasRecorded() throws IOException {
    Run.Outcome outcome = simulate(refused(), "--strategy", "most-headroom", "--explain");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            Recorded from 2026-03-01T10:00:00Z to 2026-03-01T10:03:00Z

            Pool chat: 3 requests of 1 session
            STRATEGY       ELSEWHERE  REFUSED  AVOIDED  NEW  NONE LEFT  MOVES
            as recorded    -          1        -        -    -          0
            most-headroom  1          0        1        0    0          0

            First to differ with most-headroom:
              2026-03-01T10:02:00Z m b instead of a: the most is left of it; a had 5 % left; its refusal would have been avoided

            Pool batch: no requests

            How a request would have ended at another account is reckoned from what is recorded of that account, and every reading counts as known when it came. Requests that found no account are not recorded.
            2 requests with a lease, of no session.
            """);
  }

  @Test
  void simulate_json_isWhatTheTablesShowAndMore() throws IOException {
    JsonNode document = json(simulate(refused(), "-o", "json", "--explain", "--most", "1"));

    assertThat(document.path("from").textValue()).isEqualTo("2026-03-01T10:00:00Z");
    JsonNode pool = document.path("items").path(0);
    assertThat(pool.path("pool").textValue()).isEqualTo("chat");
    assertThat(pool.path("requests").intValue()).isEqualTo(3);
    assertThat(pool.path("recorded").path("refusals").intValue()).isEqualTo(1);
    assertThat(pool.path("strategies")).hasSize(6);
    assertThat(strategy(document, "most-headroom").path("avoided").intValue()).isEqualTo(1);
    JsonNode difference = strategy(document, "most-headroom").path("differences").path(0);
    assertThat(difference.path("recorded").textValue()).isEqualTo("a");
    assertThat(difference.path("chosen").textValue()).isEqualTo("b");
    assertThat(difference.path("effect").textValue()).isEqualTo("avoided");
    assertThat(strategy(document, "round-robin").path("differences")).hasSizeLessThan(2);
    assertThat(document.path("gaps").path("withoutSession").intValue()).isEqualTo(2);
    assertThat(document.path("notes")).isNotEmpty();
  }

  @Test
  void simulate_onePool_looksAtThatAlone() throws IOException {
    JsonNode document = json(simulate(refused(), "-o", "json", "--pool", "batch"));

    assertThat(document.path("items")).hasSize(1);
    assertThat(document.path("items").path(0).path("requests").intValue()).isZero();
    assertThat(document.path("gaps").path("otherPools").intValue()).isZero();
  }

  @Test
  void simulate_folder_readsAllFilesTheOldestFirst() throws IOException {
    List<String> lines = refused().lines().toList();
    Files.write(home.resolve("evidence.1.jsonl"), lines.subList(0, 6));
    Files.write(home.resolve("evidence.jsonl"), lines.subList(6, lines.size()));

    JsonNode document = json(run(home.toString(), "-o", "json"));

    assertThat(document.path("items").path(0).path("requests").intValue()).isEqualTo(3);
  }

  @Test
  void simulate_resets_tellWhatWasLeftUnused() throws IOException {
    String late = traffic("a", 5, 200, left(80)).replace("2026-03-01T10", "2026-03-01T20");
    Files.writeString(config, Files.readString(config).replace("groq", "cerebras"));

    Run.Outcome outcome = simulate(ofFixedDays(refused() + late), "--strategy", "most-headroom");

    assertThat(outcome.out())
        .contains(
            """
            Left unused at resets, on average:
            STRATEGY       rpd
            periods        2
            as recorded    47 %
            most-headroom  47 %
            """);
  }

  @Test
  void simulate_windowsThatFillUpAllTheTime_leaveNothingUnusedAtAReset() throws IOException {
    String late = traffic("a", 5, 200, left(80)).replace("2026-03-01T10", "2026-03-01T20");

    Run.Outcome outcome = simulate(refused() + late, "--strategy", "most-headroom");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).doesNotContain("Left unused");
  }

  @Test
  void simulate_lastLineWasNeverEnded_isPassedOverWithAWord() throws IOException {
    Run.Outcome outcome = simulate(refused() + "{\"v\":1,\"ki");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("evidence.jsonl line 10: passed over, its end was never");
    assertThat(outcome.out()).contains("Pool chat: 3 requests");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense|the line is not a JSON object",
        "{\"v\":2}|the line is of another version of Quotakeeper, or no evidence",
        "{\"v\":1,\"kind\":\"odd\"}|kind is not poll, traffic, stated, lease or outcome",
        "{\"v\":1,\"kind\":\"lease\",\"account\":\"a\",\"sentAt\":\"x\"}|sentAt is not an instant",
        "{\"v\":1,\"kind\":\"lease\",\"account\":\"\"}|not of the form in which they are written"
      })
  void simulate_lineThatCannotBeUsed_isNamedAndTheRestIsTold(String line, String said)
      throws IOException {
    Run.Outcome outcome = simulate(line + "\n" + refused());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("evidence.jsonl line 1: ").contains(said);
    assertThat(outcome.out()).contains("Pool chat: 3 requests");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"purpose\":\"interactive\"|\"purpose\":\"fun\"|purpose is neither",
        "\"requests\":1.0|\"requests\":\"x\"|an amount is not a number",
        "\"lease\":\"l1\"|\"lease\":\"\"|lease is missing",
        "\"outcome\":\"answered\"|\"outcome\":\"odd\"|outcome is not answered",
        "\"status\":429|\"status\":4290|status is not a number from 100 to 599",
      })
  void simulate_lineWithAWrongPart_saysWhich(String right, String wrong, String said)
      throws IOException {
    Run.Outcome outcome = simulate(refused().replace(right, wrong));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("evidence.jsonl line ").contains(said);
  }

  @Test
  void simulate_manyLinesThatCannotBeUsed_areCounted() throws IOException {
    Run.Outcome outcome = simulate("nonsense\n".repeat(14));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines()).hasSize(11);
    assertThat(outcome.err()).contains("4 more lines cannot be used");
    assertThat(outcome.out()).contains("Nothing is recorded of these accounts.");
  }

  @Test
  void simulate_whatTheRecordLacks_isSaid() throws IOException {
    String cut = traffic("a", 6, 200, ",\"headers\":[],\"body\":\"x\",\"bodyCutFrom\":9000");
    String ghosts =
        "uvwxyz"
            .chars()
            .mapToObj(c -> traffic("" + (char) c, 7, 200, left(1)))
            .reduce("", String::concat);
    String gone = lease("l7", "a", 8, "", "").replace("chat", "gone");
    String open = lease("l8", "a", 9, "", "");
    String loose = traffic("a", 10, 200, left(9));
    String closed = outcome("l8", "a", 9).replace("answered", "used");

    Run.Outcome outcome = simulate(cut + ghosts + gone + open + closed + loose);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("1 recorded reply cannot be read.")
        .contains("left aside: u, v, w, x, y and 1 more.")
        .contains("1 request of pools that the configuration does not have, left aside.")
        .contains("1 request without a lease: what they took and their sessions are unknown.")
        .contains("1 request with a lease, of no session.")
        .contains("1 request of which no end is recorded.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strategy=round-robbin|expected one of tiered, expiring-first|did you mean",
        "--pool=chatt|there is no pool \"chatt\"|Did you mean chat?",
        "--most=0|--most is not a number from 1 to 1000|--help",
        "--evidence=nowhere.jsonl|cannot read the evidence in nowhere.jsonl|Check that it is there"
      })
  void simulate_wrongUse_saysWhatIsMeant(String option, String said, String hint) {
    Run.Outcome outcome =
        option.startsWith("--evidence")
            ? new Run(home).with("KEY", "k").of("simulate", option, "--config", config.toString())
            : run("-", option);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(said).containsIgnoringCase(hint);
  }

  @Test
  void simulate_noPools_saysWhereTheyAreMeantToBe() throws IOException {
    Files.writeString(config, "accounts: []\n");

    Run.Outcome outcome = run("-");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("has no pools").contains("--config");
  }

  @Test
  void simulate_noConfiguration_saysSo() {
    Run.Outcome outcome = new Run(home).of("simulate", "--evidence", "-");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no quotakeeper.yaml here");
  }
}
