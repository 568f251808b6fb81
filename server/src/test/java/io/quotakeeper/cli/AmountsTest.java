package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 100 %",
    "0.999999, 99 %",
    "0.29, 29 %",
    "0.57, 57 %",
    "0.1, 10 %",
    "0.0001, <1 %",
    "0, 0 %"
  })
  void percent_share_neverReadsFullerOrEmptierThanItIs(double share, String text) {
    assertThat(Amounts.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1500, 1500",
    "12.34, 12.34",
    "12.346, 12.35",
    "-3.5, -3.5",
    "0.000125, 0.000125",
    "0, 0",
    "-0.0, 0",
    "1e9, 1000000000",
    "2.50, 2.5"
  })
  void number_value_hasNoNeedlessDecimals(double value, String text) {
    assertThat(Amounts.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, now, now",
    "0, now, now",
    "59, 59s, 59s",
    "60, 1m, 1m",
    "61, 1m 1s, 1m",
    "10500, 2h 55m, 2h",
    "7200, 2h, 2h",
    "86400, 1d, 1d",
    "270000, 3d 3h, 3d"
  })
  void span_seconds_readsInItsTwoLargestUnits(long seconds, String span, String age) {
    assertThat(Amounts.span(Duration.ofSeconds(seconds))).isEqualTo(span);
    assertThat(Amounts.age(Duration.ofSeconds(seconds))).isEqualTo(age);
  }
}
