package io.quotakeeper.outlook;

import static io.quotakeeper.outlook.Looks.NOON;
import static io.quotakeeper.outlook.Looks.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.outlook.PoolForecast.Limit;
import io.quotakeeper.outlook.PoolForecast.Member;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PoolForecastTest {

  private static final Window FIVE_HOURS = new Window(Scope.account(), "5h", Unit.PERCENT);
  private static final Window WEEKLY = new Window(Scope.account(), "weekly", Unit.PERCENT);
  private static final Forecast UNUSED = new Forecast.Unsaid(Forecast.Reason.UNUSED);

  private static Forecast burning(double perHour) {
    var range = new Forecast.Range(after(30), after(9000), after(9000));
    return new Forecast.Expected(
        perHour, range, 0.5, Moment.unstated(), 0.5, OptionalDouble.empty());
  }

  private static Limit limit(Window window, double left, double resetMinutes, Forecast forecast) {
    return new Limit(window, left, 1, Moment.at(after(resetMinutes)), forecast);
  }

  private static Member member(String id, Limit... limits) {
    return new Member(new AccountId(id), "acme", List.of(limits));
  }

  private static PoolForecast forecast(Member... members) {
    return PoolForecast.of(Arrays.asList(members), NOON);
  }

  private static void assertRunsOut(PoolForecast forecast, double minutes) {
    assertThat(forecast).isInstanceOf(PoolForecast.RunsOut.class);
    assertThat(((PoolForecast.RunsOut) forecast).runsOut().likely())
        .isCloseTo(after(minutes), within(1, ChronoUnit.SECONDS));
  }

  @Test
  void oneAccount_runsOutWhenItDoes() {
    assertRunsOut(forecast(member("a", limit(FIVE_HOURS, 0.5, 300, burning(0.25)))), 120);
  }

  @Test
  void accountThatIsNotUsed_takesOverWhatTheOtherCannotServe() {
    assertRunsOut(
        forecast(
            member("a", limit(FIVE_HOURS, 0.2, 290, burning(0.5))),
            member("b", limit(FIVE_HOURS, 1, 290, UNUSED))),
        144);
  }

  @Test
  void accountThatRefillsMeanwhile_carriesThePoolOn() {
    assertRunsOut(
        forecast(
            member("a", limit(FIVE_HOURS, 0.5, 200, burning(0.5))),
            member("b", limit(FIVE_HOURS, 0, 30, UNUSED))),
        180);
  }

  @Test
  void weeklyWindow_bindsThoughTheShortOneRefills() {
    Limit weekly = new Limit(WEEKLY, 0.3, 1, Moment.at(after(8000)), burning(0.1));

    assertRunsOut(forecast(member("a", limit(FIVE_HOURS, 1, 150, burning(0.3)), weekly)), 180);
  }

  @Test
  void poolThatRefillsFasterThanItIsUsed_lasts() {
    PoolForecast forecast = forecast(member("a", limit(FIVE_HOURS, 0.9, 60, burning(0.1))));

    assertThat(forecast).isEqualTo(new PoolForecast.Lasts(NOON.plus(PoolForecast.HORIZON), 0));
  }

  @Test
  void spentPool_hasRunOutNow() {
    assertRunsOut(
        forecast(
            member("a", limit(FIVE_HOURS, 0, 60, burning(0.1))),
            member("b", limit(FIVE_HOURS, 0, 60, burning(0.1)))),
        0);
  }

  @Test
  void accountsOfWhichNothingIsKnown_areCountedAndNotGuessed() {
    assertThat(forecast(member("a"), member("b", limit(FIVE_HOURS, 1, 60, UNUSED))))
        .isEqualTo(new PoolForecast.Unsaid(2));
    PoolForecast forecast =
        forecast(member("a", limit(FIVE_HOURS, 0.5, 300, burning(0.25))), member("b"));
    assertRunsOut(forecast, 120);
    assertThat(((PoolForecast.RunsOut) forecast).unmeasured()).isEqualTo(1);
  }

  @Test
  void whatHasGoneSinceTheLastLook_isNotLeft() {
    var range = new Forecast.Range(after(30), after(60), after(90));
    var foretold =
        new Forecast.Expected(0.25, range, 0.5, Moment.unstated(), 0.5, OptionalDouble.empty());

    assertRunsOut(forecast(member("a", limit(FIVE_HOURS, 0.5, 300, foretold))), 60);
  }

  @Test
  void emptyPool_saysNothing() {
    assertThat(forecast()).isEqualTo(new PoolForecast.Unsaid(0));
  }

  @Test
  void range_isOrderedAroundTheLikelyMoment() {
    var forecast =
        (PoolForecast.RunsOut) forecast(member("a", limit(FIVE_HOURS, 0.5, 900, burning(0.25))));

    assertThat(forecast.runsOut().earliest()).isCloseTo(after(60), within(1, ChronoUnit.SECONDS));
    assertThat(forecast.runsOut().latest()).isCloseTo(after(240), within(1, ChronoUnit.SECONDS));
  }
}
