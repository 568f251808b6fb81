package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Refusal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalRuleTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "x-7d_a-status, rejected, window-exhausted",
    "x-7d-b-status, REJECTED, window-exhausted",
    "x-7d_a-status, allowed, ambiguous",
    "x-7d-status, rejected, ambiguous",
    "x-other-status, rejected, ambiguous"
  })
  void refusal_thatNamesAHeaderWithAStar_wantsOneSuchHeader(
      String name, String value, String kind) {
    Adapter adapter =
        Adapter.parse(
            "sample.yaml",
            """
            name: sample
            summary: A sample.
            access: documented
            baseUrl: https://api.example.com
            sync: none
            refusals:
              - {name: family, headers: {'x-7d*-status': rejected}, class: window-exhausted}
            """);
    Headers headers = Headers.none().with("x-7d_c-status", "allowed").with(name, value);

    Refusal refusal =
        adapter.read(Reply.ofTraffic(429, headers, "", NOW), Context.NONE).refusal().orElseThrow();

    assertThat(refusal.kind().word()).isEqualTo(kind);
  }
}
