package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.api.ContractClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ObservationsTest {

  private static final String TARGET = "/api/v1/accounts/team-a/observations";
  private static final Instant NOW = FakeQuotas.NOW;

  private Served served;

  @BeforeAll
  void start() {
    served = Served.start();
  }

  @BeforeEach
  void forget() {
    served.quotas.observations.clear();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private Answer post(String body) {
    return served.client.post(TARGET, Reply.JSON, body);
  }

  /** What was handed on of a body that must be taken. */
  private Observation taken(String body) {
    Answer answer = post(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return served.quotas.observations.getLast();
  }

  @Test
  void answer_withHeaders_isUnderstoodAsProviderExplainSaysIt() {
    Answer answer = post("{\"status\":200,\"headers\":{\"RateLimit\":\"\\\"day\\\";r=7;t=60\"}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"account\":\"team-a\",\"provider\":\"openrouter\",\"plan\":null,")
        .endsWith(",\"refusal\":null,\"problem\":null}");
    JsonNode reading = answer.json().get("readings").get(0);
    assertThat(reading.get("remaining").asInt()).isEqualTo(7);
    assertThat(reading.get("resetsAt").asText()).isEqualTo("2026-01-10T21:01:00Z");
  }

  @Test
  void everyPart_isHandedOnAsItWasSaid() {
    Observation seen =
        taken(
            """
            {"status": 429, "headers": {"Retry-After": "3", "X-Many": ["a", "b"], "X-None": []},
             "body": "no \\u2615", "model": "gpt-5", "sentAt": "2026-01-10T22:58:00+02:00",
             "receivedAt": "2026-01-10T20:58:01.5Z"}
            """);

    assertThat(seen.model()).isEqualTo("gpt-5");
    assertThat(seen.sentAt()).isEqualTo("2026-01-10T20:58:00Z");
    assertThat(seen.reply().receivedAt()).isEqualTo("2026-01-10T20:58:01.5Z");
    assertThat(seen.reply().status()).isEqualTo(429);
    assertThat(seen.reply().body()).isEqualTo("no ☕");
    assertThat(seen.reply().headers().fields())
        .containsExactly(
            Map.entry("Retry-After", "3"), Map.entry("X-Many", "a"), Map.entry("X-Many", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":200}",
        "{\"status\":200,\"headers\":null,\"body\":null,\"model\":null,\"sentAt\":null,"
            + "\"receivedAt\":null}"
      })
  void whatIsNotSaid_isNothing_andTheInstantIsNow(String body) {
    Observation seen = taken(body);

    assertThat(seen.model()).isEmpty();
    assertThat(seen.reply().body()).isEmpty();
    assertThat(seen.reply().headers().fields()).isEmpty();
    assertThat(seen.reply().receivedAt()).isEqualTo(NOW);
    assertThat(seen.sentAt()).isEqualTo(NOW);
  }

  @Test
  void clockThatIsALittleAhead_isTakenForNow() {
    Instant ahead = NOW.plus(ObservationReader.MOST_AHEAD);
    Observation seen = taken("{\"status\":200,\"receivedAt\":\"" + ahead + "\"}");

    assertThat(seen.reply().receivedAt()).isEqualTo(NOW);
    assertThat(seen.sentAt()).isEqualTo(NOW);
  }

  @Test
  void instantAtTheGreatestAge_isTaken_andOneBeforeThatIsNot() {
    Instant oldest = NOW.minus(Duration.ofHours(24));

    assertThat(taken("{\"status\":200,\"receivedAt\":\"" + oldest + "\"}").sentAt())
        .isEqualTo(oldest);
    assertThat(post("{\"status\":200,\"sentAt\":\"" + oldest.minusMillis(1) + "\"}").detail())
        .startsWith("field \"sentAt\" is more than 86400 s ago");
  }

  @Test
  void a31_fieldsWithCredentials_goNoFurther() {
    Observation seen =
        taken(
            """
            {"status": 200, "headers": {"Set-Cookie": ["session=canary"], "AUTHORIZATION": "canary",
             "x-api-key": "canary", ":status": "200", "x-ratelimit-remaining-tokens": "5"}}
            """);

    assertThat(seen.reply().headers().fields())
        .containsExactly(Map.entry("x-ratelimit-remaining-tokens", "5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | field \"status\" is missing",
        "{\"status\":\"200\"} | field \"status\" must be a whole number",
        "{\"status\":200.5} | field \"status\" must be a whole number",
        "{\"status\":99} | field \"status\" must be a whole number",
        "{\"status\":600} | field \"status\" must be a whole number",
        "{\"status\":99999999999} | field \"status\" must be a whole number",
        "{\"status\":200,\"headers\":[]} | field \"headers\" must be an object",
        "{\"status\":200,\"headers\":{\"x-left\":7}} | field \"headers.x-left\" must",
        "{\"status\":200,\"headers\":{\"x-left\":[\"7\",null]}} | field \"headers.x-left\" must",
        "{\"status\":200,\"headers\":{\"\":\"7\"}} | field \"headers.\" must have a name",
        "{\"status\":200,\"body\":{}} | field \"body\" must be a string",
        "{\"status\":200,\"model\":7} | field \"model\" must be a string",
        "{\"status\":200,\"model\":\"\"} | field \"model\" must be a model's id",
        "{\"status\":200,\"sentAt\":0} | field \"sentAt\" must be a string",
        "{\"status\":200,\"sentAt\":\"now\"} | field \"sentAt\" must be an instant",
        "{\"status\":200,\"sentAt\":\"\"} | field \"sentAt\" must be an instant",
        "{\"status\":200,\"receivedAt\":\"2026-01-10T21:01:01Z\"} | field \"receivedAt\" is in the",
        "{\"status\":200,\"receivedAt\":\"+999999999-12-31T23:59:59Z\"} | field \"receivedAt\" is in",
        "{\"status\":200,\"receivedAt\":\"2026-01-01T00:00:00Z\"} | field \"receivedAt\" is more",
        "{\"status\":200,\"receivedAt\":\"2026-01-10T20:00:00Z\",\"sentAt\":\"2026-01-10T20:00:01Z\"}"
            + " | field \"sentAt\" is after receivedAt",
        "{\"status\":200,\"statsu\":1} | field \"statsu\" is not known",
        "{\"status\":200,\"status\":200} | the body is not JSON",
        "[] | the body must be a JSON object",
        "{\"status\":200}x | the body is not JSON",
        "{ | the body is not JSON",
        "`` | the body must be a JSON object"
      })
  void a67_whatIsMalformed_isA400ThatNamesIt(String body, String detail) {
    Answer answer = post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad-body");
    assertThat(answer.detail()).startsWith(detail);
    assertThat(served.quotas.observations).isEmpty();
  }

  @Test
  void a67_problem_saysTheLine_andRepeatsNothingThatWasSent() {
    Answer answer = post("{\"status\": 200,\n\"body\": canary}");

    assertThat(answer.detail()).contains("line 2").doesNotContain("canary");
    assertThat(post("{\"status\":200,\"headers\":{\"a\":{\"b\":\"canary\"}}}").detail())
        .doesNotContain("canary");
  }

  @Test
  void a67_jsonThatIsDeepOrOfManyParts_isA400() {
    String deep = "[".repeat(100_000);
    String many = "\"x\",".repeat(20_000);

    assertThat(post("{\"status\":200,\"headers\":" + deep).status()).isEqualTo(400);
    assertThat(post("{\"status\":200,\"headers\":{\"a\":[" + many + "\"x\"]}}").status())
        .isEqualTo(400);
  }

  @Test
  void a65_bodyOfTheAnswer_mayHaveAMebibyteAndNoMore() {
    String mebibyte = "é".repeat(ObservationReader.MOST_BODY_BYTES / 2);

    assertThat(taken(withBody(mebibyte)).reply().body()).isEqualTo(mebibyte);
    Answer larger = post(withBody(mebibyte + "x"));
    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.detail()).startsWith("field \"body\" may have 1 MiB");
  }

  @Test
  void a65_requestOverTwoMebibytes_isA413() {
    Answer answer = post(withBody("x".repeat(2 * 1024 * 1024)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.detail()).isEqualTo("a body may have 2097152 bytes");
    assertThat(served.quotas.observations).isEmpty();
  }

  private static String withBody(String text) {
    return "{\"status\":200,\"body\":\"" + text + "\"}";
  }

  @Test
  void accountThatIsNotThere_isA404_andOneThatIsOffA409() {
    String body = "{\"status\":200}";
    Answer unknown = served.client.post("/api/v1/accounts/team-z/observations", Reply.JSON, body);
    Answer off = served.client.post("/api/v1/accounts/team-c/observations", Reply.JSON, body);

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("unknown-account");
    assertThat(off.status()).isEqualTo(409);
    assertThat(off.code()).isEqualTo("account-disabled");
    assertThat(served.quotas.observations).isEmpty();
  }

  @Test
  void a28_stranger_isTurnedAwayBeforeTheBodyIsRead() {
    List<String> headers = List.of("Content-Type: application/json", "Content-Length: 1000000");

    assertThat(served.client.send("POST", TARGET, headers, "").status()).isEqualTo(401);
    assertThat(served.client.get(TARGET).status()).isEqualTo(405);
    assertThat(served.client.post(TARGET, "text/plain", "{\"status\":200}").status())
        .isEqualTo(415);
  }
}
