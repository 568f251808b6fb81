package io.quotakeeper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.outlook.Look;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A window of 1,000 seconds, of which an alert is to come 100 seconds before it runs out. */
class AlertScoreTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int[] PLAIN = {0, 0};

  private final AlertScore score = new AlertScore(2);
  private final AlertScore.Watch watch = score.watch(Duration.ofSeconds(1000));

  private static UsePoint point(int second, double left, int runsOut, int section) {
    var look = new Look(START.plusSeconds(second), left, 1, Moment.at(START.plusSeconds(1000)), 0);
    return new UsePoint(look, START.plusSeconds(runsOut), true, section);
  }

  private void between(UsePoint look, UsePoint next, double first, double second) {
    watch.between(look, next, List.of(OptionalDouble.of(first), OptionalDouble.of(second)));
  }

  @Test
  void alert_isRaisedByTheClock_betweenLooks() {
    between(point(0, 0.5, 700, 0), point(650, 0.1, 700, 0), 700, 800);
    between(point(650, 0.1, 700, 0), point(700, 0, 700, 0), 50, 150);

    assertThat(score.errors(PLAIN).getFirst().getFirst()).isCloseTo(0, within(1e-9));
    assertThat(score.errors(PLAIN).getLast().getFirst()).isCloseTo(1, within(1e-9));
    assertThat(score.falseAlerts(PLAIN)).containsExactly(0, 0);
  }

  @Test
  void alert_isFalse_whereItIsTwiceAsEarly_andStretchedUntilItIsNot() {
    between(point(400, 0.5, 700, 0), point(410, 0.4, 700, 0), 300, 100);
    between(point(410, 0.4, 700, 0), point(700, 0, 700, 0), 290, 290);

    assertThat(score.falseAlerts(PLAIN)).containsExactly(0, 1);
    int[] stretches = score.asSeldomFalse();
    assertThat(stretches[0]).isZero();
    assertThat(stretches[1]).isPositive();
    assertThat(score.falseAlerts(stretches)).containsExactly(0, 0);
  }

  @Test
  void alert_ofWhatLastsUntilItsReset_isFalse() {
    between(point(880, 0.2, 1100, 0), point(900, 0.2, 1100, 0), 110, 130);
    between(point(900, 0.2, 1100, 0), point(1000, 1, 2000, 1), 200, 200);

    assertThat(score.falseAlerts(PLAIN)).containsExactly(0.5, 0);
  }

  @Test
  void alert_comesOnce_untilSomethingComesBack() {
    between(point(600, 0.2, 700, 0), point(650, 0.1, 700, 0), 100, 100);
    between(point(650, 0.1, 700, 0), point(660, 1, 900, 1), 100, 100);
    between(point(660, 1, 900, 1), point(900, 0, 900, 1), 240, 240);

    assertThat(score.errors(PLAIN).getFirst())
        .singleElement()
        .satisfies(error -> assertThat(error).isCloseTo(0, within(1e-9)));
  }
}
