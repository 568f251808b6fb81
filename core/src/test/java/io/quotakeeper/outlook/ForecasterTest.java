package io.quotakeeper.outlook;

import static io.quotakeeper.outlook.Looks.after;
import static io.quotakeeper.outlook.Looks.every;
import static io.quotakeeper.outlook.Looks.expected;
import static io.quotakeeper.outlook.Looks.forecast;
import static io.quotakeeper.outlook.Looks.history;
import static io.quotakeeper.outlook.Looks.look;
import static io.quotakeeper.outlook.Looks.minutesLeft;
import static io.quotakeeper.outlook.Looks.own;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.quota.Moment;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ForecasterTest {

  @Test
  void steadyUse_isFollowedToItsEnd() {
    History history = every(5, 20, i -> 1000 - 30 * i);

    Forecast.Expected expected = expected(history);
    assertThat(expected.perHour()).isCloseTo(360, Percentage.withPercentage(1));
    assertThat(minutesLeft(history)).isCloseTo(430 / 6.0, Percentage.withPercentage(1));
    assertThat(expected.isBeforeReset()).isTrue();
    assertThat(expected.risk()).isGreaterThan(0.95);
    assertThat(expected.confidence()).isBetween(0.7, 1.0);
  }

  @Test
  void slowUse_lastsUntilTheReset() {
    Forecast.Expected expected = expected(every(5, 20, i -> 1000 - 2 * i));

    assertThat(expected.isBeforeReset()).isFalse();
    assertThat(expected.risk()).isLessThan(0.05);
  }

  @Test
  void paceThatChanges_countsSinceItsChange() {
    History history = every(2, 60, i -> i <= 40 ? 1000 - 2 * i : 920 - 20 * (i - 40));

    assertThat(expected(history).perHour()).isCloseTo(600, Percentage.withPercentage(10));
  }

  @Test
  void oneBurst_isNoChangeOfPace() {
    History history = every(2, 60, i -> 1000 - 2 * i - (i >= 58 ? 200 : 0));

    assertThat(expected(history).perHour()).isLessThan(400);
  }

  @Test
  void growingUse_isNotAveragedAway() {
    History history = every(2, 60, i -> 1000 - 0.1 * i * i);

    double ofTheLastThird = 0.2 * 49.5 * 30;
    assertThat(expected(history).perHour()).isGreaterThan(ofTheLastThird);
  }

  @Test
  void timeThatPassesWithoutALook_bringsTheRunOutNearer() {
    History history = every(5, 20, i -> 1000 - 30 * i);
    Forecast early = Forecaster.of(history, after(100));
    Forecast late = Forecaster.of(history, after(130));

    assertThat(late).isInstanceOf(Forecast.Expected.class);
    assertThat(((Forecast.Expected) late).runsOut().likely())
        .isCloseTo(((Forecast.Expected) early).runsOut().likely(), within(2, SECONDS));
  }

  @Test
  void restartedPeriod_keepsThePaceOfTheOneBefore() {
    History before = every(5, 12, i -> 400 - 30 * i);
    History next = before.then(look(301, 1000, Moment.at(after(600))));

    assertThat(next.then(look(306, 970, Moment.at(after(600)))).tally().drops()).isEqualTo(12);
    assertThat(expected(next).perHour()).isBetween(60.0, 400.0);
  }

  @Test
  void refund_isNoUseAndStartsNothingAnew() {
    History steady = every(5, 20, i -> 1000 - 30 * i);
    History refunded = steady.then(look(100, 900)).then(look(105, 870));

    assertThat(expected(refunded).perHour()).isCloseTo(360, Percentage.withPercentage(2));
    assertThat(minutesLeft(refunded)).isCloseTo(870 / 6.0, Percentage.withPercentage(2));
  }

  @Test
  void roundingOfAnotherSource_isNeitherRefundNorUse() {
    History history = every(5, 21, i -> 1000 - 10 * i + (i % 2 == 0 ? 0 : 8));

    assertThat(expected(history).perHour()).isCloseTo(120, Percentage.withPercentage(15));
  }

  @Test
  void fifths_areReadByWhenTheyChange() {
    // 5 a minute, told in steps of 200: the truth after 110 minutes is 450.
    History history = every(2, 56, i -> Math.rint((1000 - 10 * i) / 200.0) * 200);

    assertThat(expected(history).perHour()).isCloseTo(300, Percentage.withPercentage(15));
    assertThat(minutesLeft(history)).isCloseTo(90, Percentage.withPercentage(25));
  }

  @Test
  void idleNight_doesNotCountAsWork() {
    History evening = every(5, 20, i -> 1000 - 10 * i);
    History morning = evening;
    for (int i = 1; i <= 12; i++) {
      morning = morning.then(look(95 + 5 * i, 810));
    }
    assertThat(expected(morning).perHour()).isLessThan(expected(evening).perHour());
    assertThat(minutesLeft(morning)).isGreaterThan(minutesLeft(evening));
  }

  @Test
  void tooLittle_isNothingToSpeakFrom() {
    assertThat(forecast(history(look(0, 1000)))).isEqualTo(unsaid(Forecast.Reason.UNUSED));
    assertThat(forecast(history(look(0, 1000), look(5, 990))))
        .isEqualTo(unsaid(Forecast.Reason.FEW_LOOKS));
    assertThat(forecast(history(look(0, 1000), look(1, 990), look(2, 980))))
        .isEqualTo(unsaid(Forecast.Reason.SHORT_TIME));
    assertThat(forecast(history(look(0, 20), look(5, 10), look(10, 0))))
        .isEqualTo(unsaid(Forecast.Reason.SPENT));
    assertThat(forecast(every(5, 20, _ -> 800))).isEqualTo(unsaid(Forecast.Reason.UNUSED));
  }

  @Test
  void windowAtWhichNobodyHasLookedSinceItsReset_isUnknown() {
    History history = every(5, 20, i -> 1000 - 30 * i);

    assertThat(Forecaster.of(history, after(300))).isEqualTo(unsaid(Forecast.Reason.UNKNOWN));
  }

  @Test
  void balance_hasNoResetToLastUntil() {
    History history = History.startingWith(balance(0, 50));
    for (int day = 1; day <= 10; day++) {
      history = history.then(balance(day * 1440, 50 - 2 * day));
    }

    Forecast.Expected expected = expected(history);
    assertThat(minutesLeft(history) / 1440).isCloseTo(15, Percentage.withPercentage(3));
    assertThat(expected.isBeforeReset()).isTrue();
    assertThat(expected.risk()).isEqualTo(1);
  }

  @Test
  void useOfOthers_isWhatWeDidNotCount() {
    History history = History.startingWith(look(0, 1000));
    for (int i = 1; i <= 10; i++) {
      history =
          history.then(own(10 * i - 5, 1000 - 40 * i + 10, 30)).then(look(10 * i, 1000 - 40 * i));
    }

    Forecast.Expected expected = expected(history);
    assertThat(expected.foreign().orElseThrow()).isCloseTo(0.25, within(0.01));
    assertThat(expected.foreignNeed(after(100), after(160)).orElseThrow())
        .isCloseTo(60, Percentage.withPercentage(5));
    assertThat(expected.foreignNeed(after(100), after(40)).orElseThrow()).isZero();
  }

  @Test
  void useOfOthers_isNotKnown_whereNobodyCounts() {
    Forecast.Expected expected = expected(every(5, 20, i -> 1000 - 30 * i));

    assertThat(expected.foreign()).isEmpty();
    assertThat(expected.foreignNeed(after(100), after(160))).isEmpty();
  }

  @Test
  void daysThatAreAlike_runOutAtTheirBusyHours() {
    // 10 an hour from noon to eight, nothing at night: 270 are left at eight on the fourth evening.
    History history = History.startingWith(balance(0, 590));
    for (int hour = 1; hour <= 80; hour++) {
      double busy = 8 * Math.floorDiv(hour, 24) + Math.min(8, hour % 24);
      history = history.then(balance(hour * 60, 590 - 10 * busy));
    }

    double hours = minutesLeft(history) / 60;
    // Three whole days and three hours of the next: 16 hours of night, and so on.
    assertThat(hours).isCloseTo(3 * 24 + 16 + 3, within(1.5));
    assertThat(expected(history).perHour()).isCloseTo(80 / 24.0, Percentage.withPercentage(10));
  }

  @Test
  void irregularUse_hasTheWiderRange() {
    var random = new Random(7);
    double[] left = new double[40];
    left[0] = 1000;
    for (int i = 1; i < left.length; i++) {
      left[i] = left[i - 1] - (random.nextInt(10) == 0 ? 100 * random.nextDouble() : 1);
    }

    double irregular = expected(every(5, 40, i -> left[i])).confidence();
    double even = expected(every(5, 40, i -> 1000 - (1000 - left[39]) / 39 * i)).confidence();
    assertThat(irregular).isLessThan(even);
  }

  private static Look balance(double minutes, double left) {
    return new Look(after(minutes), left, 0, Moment.unstated(), 0);
  }

  private static Forecast unsaid(Forecast.Reason why) {
    return new Forecast.Unsaid(why);
  }
}
