package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an answer that somebody's own request got to what the server's {@code /check} answers, at a
 * provider that tells its limits in traffic alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ObservedPathTest {

  private static final String MODEL = "llama-3.3-70b";

  private WholePath server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    List<WholePath.Entry> accounts =
        List.of(entry("well"), entry("low"), entry("refused"), entry("hidden"), entry("counted"));
    server = WholePath.start(folder, "monitor: {interval: 1h}", accounts);
  }

  private static WholePath.Entry entry(String id) {
    return new WholePath.Entry(id, "groq", "https://groq.invalid/v1", "canary-" + id);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String answer(int left) {
    return """
    {"status": 200, "model": "%s", "headers": {
      "x-ratelimit-limit-requests": "1000", "X-RateLimit-Remaining-Requests": ["%d"],
      "x-ratelimit-reset-requests": "179h30m"}}
    """
        .formatted(MODEL, left);
  }

  private JsonNode check(String account) {
    return server.check(account, MODEL);
  }

  @Test
  void answerWithEnoughLeft_makesTheUnknownAccountProceed() {
    assertThat(check("well").path("decision").asText()).isEqualTo("unknown");
    assertThat(server.windows("well")).isZero();

    JsonNode understood = server.observe("well", answer(900));

    assertThat(understood.path("provider").asText()).isEqualTo("groq");
    assertThat(understood.path("readings").path(0).path("remaining").asInt()).isEqualTo(900);
    assertThat(check("well").path("decision").asText()).isEqualTo("proceed");
    JsonNode quota = server.quota("well", "model:" + MODEL, "rpd").orElseThrow();
    assertThat(quota.path("source").asText()).isEqualTo("observed");
    assertThat(quota.path("remaining").asInt()).isEqualTo(900);
  }

  @Test
  void answerWithLittleLeft_makesItLowUntilItsReset() {
    server.observe("low", answer(20));

    JsonNode decision = check("low");

    assertThat(decision.path("decision").asText()).isEqualTo("low");
    assertThat(decision.path("window").asText()).isEqualTo("rpd");
    assertThat(Instant.parse(decision.path("resetsAt").asText())).isAfter(Instant.now());
  }

  @Test
  void refusal_makesItExhaustedUntilItIsOver() {
    JsonNode refusal = server.observe("refused", refused()).path("refusal");

    assertThat(refusal.path("class").asText()).isEqualTo("throttled");
    assertThat(refusal.path("window").asText()).isEqualTo("rpd");
    JsonNode decision = check("refused");
    assertThat(decision.path("decision").asText()).isEqualTo("exhausted");
    assertThat(decision.path("resetsAt")).isEqualTo(refusal.path("until"));
    assertThat(server.check("refused", "another").path("decision").asText()).isEqualTo("unknown");
  }

  @Test
  void successThatIsAnErrorInItsBody_liftsNoRefusal_asATrueOneDoes() {
    server.observe("hidden", refused());

    server.observe("hidden", hiddenError());
    assertThat(check("hidden").path("decision").asText()).isEqualTo("exhausted");

    server.observe("hidden", answer(900));
    assertThat(check("hidden").path("decision").asText()).isEqualTo("proceed");
  }

  private static String hiddenError() {
    return """
    {"status": 200, "model": "%s", "body": "{\\"error\\": {\\"code\\": \\"odd\\"}}"}
    """
        .formatted(MODEL);
  }

  private static String refused() {
    return """
    {"status": 429, "model": "%s", "headers": {"retry-after": "3600"}, "body":
      "{\\"error\\": {\\"code\\": \\"rate_limit_exceeded\\", \\"message\\": \\"on (RPD)\\"}}"}
    """
        .formatted(MODEL);
  }

  @Test
  void observations_areCountedByWhatTheyTold() {
    String sample = "quotakeeper_observations_total{told=\"nothing\"}";
    double before = server.metric(sample);

    server.observe("counted", "{\"status\": 204, \"model\": \"" + MODEL + "\"}");

    assertThat(server.metric(sample)).isGreaterThan(before);
  }
}
