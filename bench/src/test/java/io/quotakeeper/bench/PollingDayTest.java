package io.quotakeeper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.bench.DayAccount.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingDayTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void day_of200Accounts_takesAQuarterOfTheCallsAndSeesCrossingsAndResetsSooner(long seed) {
    PollingDay.Compared day = PollingDay.compared(seed);

    assertThat(day.planned().callsEach()).isLessThanOrEqualTo(day.fixed().callsEach() / 4);
    assertThat(day.planned().refused()).isZero();
    for (Kind kind : Kind.values()) {
      assertThat(day.planned().late(kind).count()).isGreaterThan(100);
      assertThat(day.planned().late(kind).mean()).isLessThan(day.fixed().late(kind).mean() / 2);
      assertThat(day.planned().late(kind).most(0.95)).isLessThan(day.fixed().late(kind).most(0.95));
    }
  }
}
