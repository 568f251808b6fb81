package io.quotakeeper.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @ParameterizedTest
  @CsvSource({
    "second, PT1S",
    "rps, PT1S",
    "minute, PT1M",
    "rpm, PT1M",
    "tpm, PT1M",
    "itpm, PT1M",
    "otpm, PT1M",
    "ipm, PT1M",
    "priority-itpm, PT1M",
    "hourly, PT1H",
    "rph, PT1H",
    "daily, PT24H",
    "rpd, PT24H",
    "tpd, PT24H",
    "weekly, P7D",
    "monthly, P31D",
    "15s, PT15S",
    "10m, PT10M",
    "5h, PT5H",
    "3d, P3D",
    "999999d, P999999D",
    "9999999d, ",
    "0s, ",
    "h, ",
    "5x, ",
    "-5h, ",
    "/5h, ",
    "5:h, ",
    "gift-5d, ",
    "balance, ",
    "default, ",
    "tools, ",
    "free-models, ",
  })
  void length_isWhatTheIdTells(String id, @Nullable Duration length) {
    assertThat(new Window(Scope.account(), id, Unit.REQUESTS).length().orElse(null))
        .isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({"monthly, usd", "balance, credits"})
  void money_hasNoLength(String id, Unit unit) {
    assertThat(new Window(Scope.account(), id, unit).length()).isEmpty();
  }
}
