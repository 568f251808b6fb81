package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

  private static final String LINE =
      """
      {"provider":"openai","model":"gpt-x","status":200,"headers":["x-ratelimit-limit-requests: 60",\
      "X-RateLimit-Remaining-Requests: 45","x-ratelimit-reset-requests: 30s"],\
      "body":null,"at":"2026-03-01T12:00:00Z"}\
      """;

  @TempDir Path home;

  private Run.Outcome explain(String... args) {
    return explain(new Run(home), args);
  }

  private static Run.Outcome explain(Run run, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "provider";
    all[1] = "explain";
    System.arraycopy(args, 0, all, 2, args.length);
    return run.of(all);
  }

  private static JsonNode json(String text) {
    return Json.parse(text).orElseThrow();
  }

  private static final String REQUESTS =
      """
      {"scope":"model:gpt-x","window":"rpm","unit":"requests","role":"limit","state":"known",
       "limit":60,"remaining":45,"remainingFraction":0.75,"resetsAt":"2026-03-01T12:00:30Z",
       "expiresAt":null}
      """;

  @Test
  void explain_headersGivenEachWay_areRead() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("head"),
            String.join(
                "\r\n",
                "HTTP/2 200 ",
                "x-ratelimit-limit-requests: 60",
                "x-ratelimit-reset-requests: 30s",
                "",
                ""));

    Run.Outcome outcome =
        explain(
            "openai",
            "--model=gpt-x",
            "--status=200",
            "--headers-file=" + file,
            "--header=X-RateLimit-Remaining-Requests: 45",
            "--at=2026-03-01T13:00:00+01:00");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    JsonNode result = json(outcome.out());
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly("provider", "plan", "readings", "refusal");
    assertThat(result.path("plan").isNull()).isTrue();
    assertThat(result.path("refusal").isNull()).isTrue();
    assertThat(result.path("readings")).contains(json(REQUESTS));
  }

  @Test
  void explain_withoutInstant_countsFromNow() {
    Run.Outcome outcome =
        explain(
            "openai",
            "--model=gpt-x",
            "--status=200",
            "--header=x-ratelimit-limit-requests: 60",
            "--header=x-ratelimit-remaining-requests: 45",
            "--header=x-ratelimit-reset-requests: 30s");

    assertThat(json(outcome.out()).path("readings")).contains(json(REQUESTS));
  }

  @Test
  void explain_bodyFromStandardInput_isRead() {
    String body =
        """
        {"error": {"message": "You exceeded your current quota", "type": "insufficient_quota",
         "code": "insufficient_quota"}}
        """;

    Run.Outcome outcome =
        explain(new Run(home).reading(body), "openai", "--status=429", "--body-file=-");

    JsonNode refusal = json(outcome.out()).path("refusal");
    assertThat(refusal.fieldNames())
        .toIterable()
        .containsExactly("class", "of", "scope", "window", "until", "message", "actionUrl");
    assertThat(refusal.path("class").asText()).isEqualTo("money-exhausted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--status=200 | Missing NAME",
        "openai | Missing --status",
        "nobody --status=200 | there is no adapter \"nobody\"",
        "openai --status=99 | status is not a number from 100 to 599",
        "openai --status=abc | status is not a number from 100 to 599",
        "openai --status=200 --call=nonsense | openai has no call \"nonsense\"",
        "openai --status=200 --at=yesterday | at is not an instant",
        "openai --status=200 --header=nonsense | header field 1 is not of the form",
        "openai --status=200 --body-file=/nonsense/x | cannot read the body file /nonsense/x",
        "openai --status=200 --headers-file=/nonsense/x | cannot read the header file",
        "openai --batch | --batch takes everything from standard input",
      })
  void explain_badInput_exits2WithAClearMessage(String words, String said) {
    Run.Outcome outcome = explain(words.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("quotakeeper: ").contains(said);
  }

  @Test
  void explain_bodyThatIsTooLarge_exits2() throws IOException {
    Path file = Files.write(home.resolve("body"), new byte[1024 * 1024 + 1]);

    Run.Outcome outcome = explain("openai", "--status=200", "--body-file=" + file);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("larger than 1 MiB");
  }

  @Test
  void batch_lines_areAnsweredInTheirOrder() {
    String other = LINE.replace("gpt-x", "gpt-y");

    Run.Outcome outcome = explain(new Run(home).reading(LINE + "\n" + other), "--batch");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(json(lines.get(0)).path("readings")).contains(json(REQUESTS));
    assertThat(lines.get(1)).contains("model:gpt-y");
  }

  @Test
  void batch_headersAsObject_meanTheSame() {
    String line =
        """
        {"provider":"openai","model":"gpt-x","status":200,"headers":{"x-ratelimit-limit-requests":"60",\
        "x-ratelimit-remaining-requests":["45"],"x-ratelimit-reset-requests":"30s"},\
        "at":"2026-03-01T12:00:00Z"}\
        """;

    assertThat(explain(new Run(home).reading(line), "--batch").out())
        .isEqualTo(explain(new Run(home).reading(LINE), "--batch").out());
  }

  @Test
  void batch_badLines_costThemselvesAlone() {
    String input =
        String.join(
            "\n",
            "nonsense",
            "[]",
            "{} {}",
            "{\"provider\":\"nobody\",\"status\":200}",
            "{\"provider\":\"openai\"}",
            "{\"provider\":\"openai\",\"status\":200,\"headers\":[1]}",
            "{\"provider\":\"openai\",\"status\":200,\"body\":{}}",
            LINE);

    Run.Outcome outcome = explain(new Run(home).reading(input), "--batch");

    assertThat(outcome.exit()).isEqualTo(2);
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(8);
    assertThat(lines.subList(0, 7))
        .allMatch(line -> json(line).hasNonNull("error"))
        .allMatch(line -> json(line).path("readings").isEmpty());
    assertThat(lines.get(3)).startsWith("{\"provider\":\"nobody\",\"plan\":null,");
    assertThat(json(lines.get(7)).path("readings")).contains(json(REQUESTS));
    assertThat(outcome.err().lines())
        .hasSize(7)
        .first()
        .isEqualTo("quotakeeper: line 1: the line is not a JSON object");
  }

  @Test
  void batch_replyWithoutAnySense_getsItsLine() {
    String line = "{\"provider\":\"openai\",\"status\":200,\"body\":\"{broken\"}";

    Run.Outcome outcome = explain(new Run(home).reading(line + "\n"), "--batch");

    assertThat(outcome)
        .isEqualTo(
            new Run.Outcome(
                0,
                "{\"provider\":\"openai\",\"plan\":null,\"readings\":[],\"refusal\":null}\n",
                ""));
  }

  @Test
  void batch_replyOfWhichNotAllIsUnderstood_isSaidBesideItsLine() {
    String line =
        "{\"provider\":\"github\",\"call\":\"rateLimit\",\"status\":200,\"body\":\"<html>\"}";

    Run.Outcome outcome = explain(new Run(home).reading("\n" + line), "--batch");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).endsWith("\"readings\":[],\"refusal\":null}\n");
    assertThat(outcome.err()).startsWith("quotakeeper: line 2: not all of it is understood: ");
  }
}
