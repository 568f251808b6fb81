package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Nearest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTest {

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "5m, PT5M",
    "10m30s, PT10M30S",
    "1h, PT1H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "90s, PT90S",
    "366d, PT8784H"
  })
  void durations_wellFormed_areRead(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "5 m",
        " 5m",
        "5m ",
        "5M",
        "1.5h",
        "+5m",
        "5m5m",
        "5s5m",
        "5ms1s",
        "PT5M",
        "5min",
        "1000000000s",
        "99999999999999999999s",
        "\u0665m"
      })
  void durations_malformed_areRefused(String text) {
    assertThat(Durations.KIND.objection(text)).contains("not a duration");
  }

  @ParameterizedTest
  @CsvSource({"0%, 0", "10%, 0.1", "2.5%, 0.025", "100%, 1"})
  void percent_wellFormed_isAShare(String text, double share) {
    assertThat(Kind.PERCENT.parse().apply(text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "%", "-1%", "100.1%", "1000%", "10 %", "NaN%", ".5%", "1e1%"})
  void percent_malformed_isRefused(String text) {
    assertThat(Kind.PERCENT.objection(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "intervall, interval",
    "INTERVAL, interval",
    "timout, timeout",
    "slots, ''",
    "x, ''",
    "slots-per-host, slotsPerHost"
  })
  void nearest_mistypedWord_isFound(String word, String meant) {
    assertThat(Nearest.find(word, List.of("interval", "timeout", "slotsPerHost")).orElse(""))
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEAM_A_TOKEN",
        "interval",
        "/run/secrets/team-a",
        "GITHUB_PAT",
        "OPENAI_API_KEY_1",
        "keys/team-a.key"
      })
  void mayShow_name_isShown(String name) {
    assertThat(Spelling.mayShow(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-canary-1", "ghp_abcdefgh", "AIzaSyInvented", "eyJhbGciOiJub25lIn0", "/run/sk-canary-1",
        "AKIAIOSFODNN7EXAMPLE", "Bearer x", "a=b", "a\nb", "0123456789abcdef01234567"
      })
  void mayShow_credential_isNotShown(String text) {
    assertThat(Spelling.mayShow(text)).isFalse();
  }
}
