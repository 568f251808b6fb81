package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainReplayTest {

  private static final String TRAFFIC =
      """
      {"v":1,"kind":"traffic","account":"chat","owner":"team","provider":"openai",\
      "sentAt":"2026-03-01T11:59:59Z","receivedAt":"2026-03-01T12:00:00Z","call":"traffic",\
      "model":"gpt-x","baseUrl":"","status":200,"headers":["x-ratelimit-limit-requests: 60",\
      "x-ratelimit-remaining-requests: 45","x-ratelimit-reset-requests: 30s"],"body":""}
      """;
  private static final String STATED =
      """
      {"v":1,"kind":"stated","account":"open","owner":"open","provider":"openai",\
      "sentAt":"2026-03-01T12:00:00Z","receivedAt":"2026-03-01T12:00:00Z","limits":[\
      {"scope":"model:m","window":"rpd","unit":"requests","role":"limit","refill":"untold",\
      "amount":{"kind":"cap","most":1500.0},"resetsAt":"2026-03-02T08:00:00Z","expiresAt":null}]}
      """;

  @TempDir Path home;

  private Run.Outcome replay(String file, String... further) {
    String[] args = new String[further.length + 4];
    System.arraycopy(new String[] {"provider", "explain", "--replay", file}, 0, args, 0, 4);
    System.arraycopy(further, 0, args, 4, further.length);
    return new Run(home).of(args);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text).toString();
  }

  private static List<JsonNode> results(Run.Outcome outcome) {
    return outcome.out().lines().map(line -> Json.parse(line).orElseThrow()).toList();
  }

  @Test
  void replay_reply_saysWhatIsUnderstoodNowWithWhoAndWhen() throws IOException {
    Run.Outcome outcome = replay(file("evidence.jsonl", TRAFFIC));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    JsonNode result = results(outcome).getFirst();
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "file",
            "line",
            "at",
            "account",
            "owner",
            "kind",
            "call",
            "model",
            "status",
            "provider",
            "plan",
            "readings",
            "refusal");
    assertThat(result.path("account").textValue()).isEqualTo("chat");
    assertThat(result.path("at").textValue()).isEqualTo("2026-03-01T12:00:00Z");
    JsonNode reading = result.path("readings").path(0);
    assertThat(reading.path("scope").textValue()).isEqualTo("model:gpt-x");
    assertThat(reading.path("remaining").intValue()).isEqualTo(45);
    assertThat(reading.path("resetsAt").textValue()).isEqualTo("2026-03-01T12:00:30Z");
  }

  @Test
  void replay_linesOfLeases_sayNothingOfQuotasAndArePassedOver() throws IOException {
    String head = "{\"v\":1,\"account\":\"chat\",\"receivedAt\":\"2026-03-01T12:00:00Z\",\"kind\":";

    Run.Outcome outcome =
        replay(file("evidence.jsonl", head + "\"lease\"}\n" + TRAFFIC + head + "\"outcome\"}\n"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(results(outcome)).hasSize(1);
  }

  @Test
  void replay_statedLimits_areShownAsReadings() throws IOException {
    JsonNode reading =
        results(replay(file("evidence.jsonl", STATED))).getFirst().path("readings").path(0);

    assertThat(reading.path("scope").textValue()).isEqualTo("model:m");
    assertThat(reading.path("state").textValue()).isEqualTo("unknown");
    assertThat(reading.path("limit").intValue()).isEqualTo(1500);
    assertThat(reading.path("resetsAt").textValue()).isEqualTo("2026-03-02T08:00:00Z");
  }

  @Test
  void replay_badLines_areNamedAndTheRestGoesOn() throws IOException {
    String text =
        "nonsense\n"
            + TRAFFIC.replace("\"v\":1", "\"v\":2")
            + TRAFFIC.replace("\"openai\"", "\"nobody\"")
            + TRAFFIC.replace("\"traffic\",\"acc", "\"hearsay\",\"acc")
            + TRAFFIC.replace("\"body\":\"\"", "\"body\":\"{\",\"bodyCutFrom\":500000")
            + TRAFFIC.replace("\"body\":\"\"", "\"body\":\"\",\"withheld\":true")
            + STATED.replace("\"cap\"", "\"cup\"")
            + "\n"
            + TRAFFIC;
    String file = file("e.jsonl", text);

    Run.Outcome outcome = replay(file);

    assertThat(outcome.exit()).isEqualTo(Exit.USAGE);
    List<JsonNode> results = results(outcome);
    assertThat(results).hasSize(8);
    assertThat(results.subList(0, 7)).allMatch(result -> result.path("error").isTextual());
    assertThat(results.getLast().path("line").intValue()).isEqualTo(9);
    assertThat(results.getLast().path("readings")).isNotEmpty();
    assertThat(outcome.err().lines())
        .hasSize(7)
        .contains(
            "quotakeeper: " + file + " line 1: the line is not a JSON object",
            "quotakeeper: "
                + file
                + " line 5: only the beginning was kept of a body of 500000 characters");
  }

  @Test
  void replay_tornLastLine_isPassedOverWithANote() throws IOException {
    String file = file("e.jsonl", TRAFFIC + TRAFFIC.substring(0, 80));

    Run.Outcome outcome = replay(file);

    assertThat(outcome.exit()).isZero();
    assertThat(results(outcome)).hasSize(1);
    assertThat(outcome.err())
        .isEqualTo("quotakeeper: " + file + " line 2: passed over, its end was never written\n");
  }

  @Test
  void replay_folder_takesTheOldestFirst() throws IOException {
    file("evidence.10.jsonl", TRAFFIC.replace("chat", "oldest"));
    file("evidence.2.jsonl", TRAFFIC.replace("chat", "older"));
    file("evidence.jsonl", TRAFFIC.replace("chat", "newest"));
    file("other.jsonl", "nonsense");

    Run.Outcome outcome = replay(home.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(results(outcome))
        .extracting(result -> result.path("account").textValue())
        .containsExactly("oldest", "older", "newest");
  }

  @Test
  void replay_ofOneAccount_leavesTheOthersOut() throws IOException {
    String file = file("e.jsonl", TRAFFIC + STATED);

    assertThat(results(replay(file, "--account", "open"))).hasSize(1);
    Run.Outcome nobody = replay(file, "--account", "nobody");
    assertThat(nobody.out()).isEmpty();
    assertThat(nobody.err()).contains("no evidence of account nobody");
  }

  @Test
  void replay_fromStandardInput_isRead() {
    Run.Outcome outcome = new Run(home).reading(TRAFFIC).of("provider", "explain", "--replay", "-");

    assertThat(results(outcome)).hasSize(1);
  }

  @Test
  void replay_whatIsNotThere_endsWith2() throws IOException {
    Run.Outcome missing = replay(home.resolve("missing").toString());
    Run.Outcome empty = replay(Files.createDirectory(home.resolve("empty")).toString());

    assertThat(missing.exit()).isEqualTo(Exit.USAGE);
    assertThat(missing.err()).contains("cannot read the evidence in");
    assertThat(empty.exit()).isEqualTo(Exit.USAGE);
    assertThat(empty.err()).contains("evidence: {log: true}");
  }

  @Test
  void replay_besideOtherOptions_isRefused() {
    assertThat(replay("-", "--batch").exit()).isEqualTo(Exit.USAGE);
    assertThat(replay("-", "--status", "200").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Run(home).of("provider", "explain", "--account", "a", "openai").exit())
        .isEqualTo(Exit.USAGE);
  }
}
