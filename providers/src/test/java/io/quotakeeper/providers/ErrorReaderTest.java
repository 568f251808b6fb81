package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors come wrapped in many ways; what they say must be found in all of them. */
class ErrorReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
  private static final Adapter ADAPTER =
      Adapter.parse(
          "sample.yaml",
          """
          name: sample
          summary: A sample.
          access: documented
          baseUrl: https://api.example.com
          sync: none
          facts: {message: .error.message, link: .error.link}
          refusals:
            - name: all
              status: 400-499
              class: throttled
              until: {after: 'wait ', as: spoken-duration}
              action: {fact: link, hosts: accounts.example.com}
          """);

  private static Refusal read(int status, String body) {
    Reply reply = Reply.ofTraffic(status, Headers.none(), body, NOW);
    return ADAPTER.read(reply, Context.NONE).refusal().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error': {'message': 'Please wait 2 minutes.'}}",
        "[{'error': {'message': 'Please wait 2 minutes.'}}]",
        "data: {'error': {'message': 'Please wait 2 minutes.'}}",
        "\uFEFF{'error': {'message': 'Please wait 2 minutes.'}}",
        "{'error': {'message': '{\\'error\\': {\\'message\\': \\'Please wait 2 minutes.\\'}}'}}",
        "{'error': {'message': '[{\\'error\\': {\\'message\\': \\'Please wait 2 minutes.\\'}}]'}}",
      })
  void message_isFound_howeverTheErrorIsWrapped(String body) {
    Refusal refusal = read(429, body.replace('\'', '"'));

    assertThat(refusal.message()).isEqualTo("Please wait 2 minutes.");
    assertThat(refusal.until()).hasToString("2026-03-10T08:02:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please wait 2 minutes.",
        "{\"error\": \"Please wait 2 minutes.",
        "[oh: wait 2 minutes"
      })
  void timeInATextThatIsNoJson_isNotLost(String body) {
    assertThat(read(429, body).until()).hasToString("2026-03-10T08:02:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "<p>wait 2 minutes</p>", "{\"error\": {\"message\": \"\"}}"})
  void bodyThatSaysNothing_statesNoTime(String body) {
    assertThat(read(429, body).until()).hasToString("unstated");
  }

  @Test
  void messageThatOnlyLooksLikeJson_isKept() {
    assertThat(read(429, "{\"error\": {\"message\": \"[quota] spent\"}}").message())
        .isEqualTo("[quota] spent");
  }

  @Test
  void textBeyondWhatIsLookedAt_isNotRead() {
    assertThat(read(429, "x".repeat(1 << 16) + " wait 2 minutes").until()).hasToString("unstated");
  }

  @ParameterizedTest
  @CsvSource({
    "https://accounts.example.com/verify, https://accounts.example.com/verify",
    "https://Accounts.Example.com, https://Accounts.Example.com",
    "http://accounts.example.com/verify, ''",
    "https://user@accounts.example.com/verify, ''",
    "https://accounts.example.com.evil.example/, ''",
    "https:///verify, ''",
    "not a link, ''",
    "/verify, ''",
  })
  void link_isShown_onlyToAnExpectedHost(String link, String shown) {
    assertThat(read(403, "{\"error\": {\"link\": \"%s\"}}".formatted(link)).actionUrl())
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 450, 499})
  void refusalOfARangeOfStatuses_takesBothItsEnds(int status) {
    assertThat(read(status, "wait 1 minute").until()).hasToString("2026-03-10T08:01:00Z");
  }
}
