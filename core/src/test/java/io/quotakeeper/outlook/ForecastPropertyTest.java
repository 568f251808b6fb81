package io.quotakeeper.outlook;

import static io.quotakeeper.outlook.Looks.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any looks. Each seed is one made-up history. */
class ForecastPropertyTest {

  static Stream<Integer> seeds() {
    return IntStream.range(0, 300).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyLooks_giveAnOrderedForecastOrAReason(int seed) {
    var random = new Random(seed);
    double full = random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextInt(7) - 2);
    double most = full == 0 ? 100 : full;
    double minutes = 0;
    History history = History.startingWith(look(random, minutes, most, full));
    for (int i = 0; i < 400; i++) {
      minutes += random.nextInt(20) == 0 ? 5000 * random.nextDouble() : 10 * random.nextDouble();
      double gone = most * random.nextDouble() * (random.nextBoolean() ? 0 : 0.05);
      double left = random.nextInt(30) == 0 ? most : history.last().left() - gone;
      double at = random.nextInt(20) == 0 ? minutes - 30 : minutes;
      history = history.then(look(random, at, left, full));

      Instant now = after(minutes + random.nextInt(100));
      check(Forecaster.of(history, now), now);
      assertThat(history.stretches()).hasSizeLessThanOrEqualTo(Stretches.MOST);
      assertInOrder(history);
    }
  }

  private static Look look(Random random, double minutes, double left, double full) {
    Moment reset =
        switch (random.nextInt(3)) {
          case 0 -> Moment.unstated();
          case 1 -> Moment.at(after((Math.floor(minutes / 300) + 1) * 300));
          default -> Moment.at(after(minutes + 300 * random.nextDouble() - 10));
        };
    return new Look(after(minutes), left, full, reset, random.nextInt(3) * 0.01);
  }

  private static void check(Forecast forecast, Instant now) {
    if (forecast instanceof Forecast.Expected expected) {
      Forecast.Range range = expected.runsOut();
      assertThat(expected.perHour()).isPositive().isFinite();
      assertThat(range.earliest()).isAfterOrEqualTo(now).isBeforeOrEqualTo(range.likely());
      assertThat(range.latest()).isAfterOrEqualTo(range.likely());
      assertThat(expected.confidence()).isBetween(0.0, 1.0);
      assertThat(expected.risk()).isBetween(0.0, 1.0);
      expected.foreign().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
    }
  }

  private static void assertInOrder(History history) {
    long before = Long.MIN_VALUE;
    for (Stretch each : history.stretches()) {
      assertThat(each.from()).isGreaterThanOrEqualTo(before);
      assertThat(each.millis()).isNotNegative();
      assertThat(each.burnt()).isNotNegative();
      before = each.to();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void useTwiceAsFast_runsOutSooner(int seed) {
    double[] uses = new Random(seed).doubles(60, 0.5, 1.5).toArray();

    assertThat(minutesLeft(uses, 2)).isLessThan(minutesLeft(uses, 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anotherUnit_changesNothingButThePace(int seed) {
    double[] uses = new Random(seed).doubles(60, 0, 1).toArray();
    Forecast.Expected small = expected(uses, 1, 100);
    Forecast.Expected large = expected(uses, 1000, 100_000);

    assertThat(large.runsOut().likely().getEpochSecond())
        .isBetween(
            small.runsOut().likely().getEpochSecond() - 2,
            small.runsOut().likely().getEpochSecond() + 2);
    assertThat(large.perHour() / small.perHour()).isBetween(999.0, 1001.0);
  }

  private static double minutesLeft(double[] uses, double factor) {
    Instant likely = expected(uses, factor, 1000).runsOut().likely();
    return (likely.toEpochMilli() - after(5 * uses.length).toEpochMilli()) / 60_000.0;
  }

  private static Forecast.Expected expected(double[] uses, double factor, double full) {
    double left = full;
    History history = History.startingWith(new Look(after(0), left, full, Moment.unstated(), 0));
    for (int i = 0; i < uses.length; i++) {
      left -= uses[i] * factor;
      history = history.then(new Look(after(5 * i + 5), left, full, Moment.unstated(), 0));
    }
    return (Forecast.Expected) Forecaster.of(history, after(5 * uses.length));
  }
}
