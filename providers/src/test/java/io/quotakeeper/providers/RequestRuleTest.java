package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRuleTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");

  @ParameterizedTest
  @CsvSource({"team-7, Team=team-7", "'', "})
  void request_withAHeaderForTheProject_hasItWhereThereIsOne(
      String project, @Nullable String expected) {
    Adapter adapter =
        Adapter.parse(
            "sample.yaml",
            """
            name: sample
            summary: A sample.
            access: documented
            baseUrl: https://api.example.com
            chains: [{name: quota, calls: usage}]
            calls:
              usage:
                request: {path: /usage, headers: {X-Team: 'Team=${project}', X-Kind: plain}}
                expect: .a
            """);

    Headers headers = adapter.request("usage", new Target(project, ""), NOW).headers();

    assertThat(headers.get("x-team")).isEqualTo(Optional.ofNullable(expected));
    assertThat(headers.get("x-kind")).hasValue("plain");
    assertThatThrownBy(() -> adapter.request("usage", new Target("a\r\nX-Other: b", ""), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("project");
  }
}
