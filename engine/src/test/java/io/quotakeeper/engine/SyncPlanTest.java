package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncPlanTest {

  private static final Instant WALL = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NANOS = Long.MAX_VALUE - 5;
  private static final ClockTime LAST = new ClockTime(WALL, NANOS);
  private static final ClockTime NOW = new ClockTime(WALL, NANOS);
  private static final double ALMOST_ONE = Math.nextDown(1.0);
  private static final Progress START = Progress.start(Due.in(Duration.ZERO, NANOS));

  private MonitorSettings settings = MonitorSettings.defaults();
  private final SyncPlan plan = new SyncPlan(() -> settings);

  @ParameterizedTest
  @CsvSource({"0, 270", "0.5, 300", "0.9999999999, 330"})
  void success_nothingElseSaid_dueAfterTheIntervalWithTenPercentOfJitter(
      double chance, long seconds) {
    Progress after = plan.after(START, fresh(), scene(Moment.unstated(), NOW, chance));

    assertThat(delay(after)).isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(10));
    assertThat(after.failures()).isZero();
  }

  @Test
  void success_resetBeforeTheInterval_dueShortlyAfterItSpreadOverMoreThanAMinute() {
    Moment reset = Moment.at(WALL.plusSeconds(100));

    Duration first = delay(plan.after(START, fresh(), scene(reset, NOW, 0)));
    Duration last = delay(plan.after(START, fresh(), scene(reset, NOW, ALMOST_ONE)));

    assertThat(first).isEqualTo(Duration.ofSeconds(101));
    assertThat(last.minus(first)).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    assertThat(last).isLessThan(settings.interval());
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 300, 900})
  void success_resetPastOrBeyondTheInterval_dueAfterTheInterval(long seconds) {
    Moment reset = Moment.at(WALL.plusSeconds(seconds));

    Progress after = plan.after(START, fresh(), scene(reset, NOW, 0.5));

    assertThat(delay(after)).isEqualTo(settings.interval());
  }

  @Test
  void success_resetAtOnce_isNoReasonToHammer() {
    Progress after = plan.after(START, fresh(), scene(Moment.at(WALL.plusMillis(1)), NOW, 0));

    assertThat(delay(after)).isEqualTo(settings.interval().dividedBy(4));
  }

  @Test
  void success_resetAtOnce_thoseThatWereSyncedTogetherAreSpreadOverMoreThanAMinute() {
    Moment reset = Moment.at(WALL.plusSeconds(5));

    Duration first = delay(plan.after(START, fresh(), scene(reset, NOW, 0)));
    Duration middle = delay(plan.after(START, fresh(), scene(reset, NOW, 0.5)));
    Duration last = delay(plan.after(START, fresh(), scene(reset, NOW, ALMOST_ONE)));

    assertThat(middle.minus(first)).isGreaterThan(Duration.ofSeconds(30));
    assertThat(last.minus(first)).isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void failures_inARow_waitLongerEachTimeAndLessThanTheTtl() {
    Progress progress = START;
    Duration before = Duration.ZERO;
    for (int i = 1; i <= 4; i++) {
      progress = plan.after(progress, failed(Retry.SOON), scene(Moment.unstated(), NOW, 0.5));
      assertThat(delay(progress)).isGreaterThan(before);
      before = delay(progress);
    }
    for (int i = 0; i < 100; i++) {
      progress =
          plan.after(progress, failed(Retry.SOON), scene(Moment.unstated(), NOW, ALMOST_ONE));
      assertThat(delay(progress)).isLessThan(settings.freshness().ttl());
    }
    assertThat(progress.failures()).isEqualTo(104);
    assertThat(progress.throttled()).isFalse();
  }

  @Test
  void failure_first_isTriedAgainWithinAQuarterOfTheInterval() {
    Progress after =
        plan.after(START, failed(Retry.SOON), scene(Moment.unstated(), NOW, ALMOST_ONE));

    assertThat(delay(after)).isBetween(Duration.ofSeconds(74), Duration.ofSeconds(75));
  }

  @Test
  void success_afterFailures_startsTheBackOffAnew() {
    Progress failing = plan.after(START, failed(Retry.SOON), scene(Moment.unstated(), NOW, 0));
    failing = plan.after(failing, failed(Retry.SOON), scene(Moment.unstated(), NOW, 0));
    Progress healed = plan.after(failing, fresh(), scene(Moment.unstated(), NOW, 0));

    Progress again = plan.after(healed, failed(Retry.SOON), scene(Moment.unstated(), NOW, 0));

    assertThat(delay(again)).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.99999})
  void failure_providerStatesATime_nobodyAsksBeforeIt(double chance) {
    Instant until = WALL.plus(Duration.ofHours(2));

    Progress after =
        plan.after(START, failed(stated(until)), scene(Moment.unstated(), NOW, chance));

    assertThat(delay(after)).isBetween(Duration.ofHours(2), Duration.ofHours(2).plusSeconds(90));
    assertThat(after.isPaused(NANOS)).isTrue();
    assertThat(after.isPaused(NANOS + delay(after).toNanos())).isFalse();
  }

  @Test
  void failure_providerStatesATimeOfYears_isProbedOnceADay() {
    Instant until = WALL.plus(Duration.ofDays(4000));

    Progress after = plan.after(START, failed(stated(until)), scene(Moment.unstated(), NOW, 0));

    assertThat(delay(after)).isEqualTo(settings.freshness().maxAge());
  }

  @Test
  void failure_askingSoonWouldDoHarm_waitsTheLongestAtOnceThoughNotStated() {
    Progress after =
        plan.after(START, failed(Retry.LATE), scene(Moment.unstated(), NOW, ALMOST_ONE));

    assertThat(delay(after))
        .isBetween(
            settings.freshness().ttl().multipliedBy(8).dividedBy(10), settings.freshness().ttl());
    assertThat(after.throttled()).isFalse();
  }

  @Test
  void needsPerson_untilSomebodyActs_isNeverDue() {
    Ended ended = new Ended(new SyncOutcome.NeedsPerson("secret", "mend it"), Retry.SOON, Map.of());

    Progress marked = plan.after(START, ended, scene(Moment.unstated(), NOW, 0.5));

    assertThat(marked.due()).isEqualTo(Due.never());
    assertThat(marked.mark()).isEqualTo("mend it");
    assertThat(plan.after(marked, failed(Retry.SOON), scene(Moment.unstated(), NOW, 0.5)).mark())
        .as("a failure on the way is no cure")
        .isEqualTo("mend it");
    assertThat(plan.after(marked, fresh(), scene(Moment.unstated(), NOW, 0.5)).isMarked())
        .isFalse();
  }

  @Test
  void skipped_changesNothing() {
    Ended ended = new Ended(Flights.stopped(), Retry.SOON, Map.of());

    assertThat(plan.after(START, ended, scene(Moment.unstated(), NOW, 0.5))).isSameAs(START);
  }

  @Test
  void replanned_otherInterval_movesTheDueTimeAndSpreadsWhatIsLate() {
    Progress known = plan.after(START, fresh(), scene(Moment.unstated(), NOW, 0.5));
    var now = new ClockTime(WALL.plusSeconds(100), NANOS + Duration.ofSeconds(100).toNanos());

    interval(Duration.ofHours(1));
    assertThat(delay(plan.replanned(known, LAST, scene(Moment.unstated(), now, 0.5))))
        .isEqualTo(Duration.ofHours(1));

    interval(Duration.ofMinutes(1));
    assertThat(delay(plan.replanned(known, LAST, scene(Moment.unstated(), now, 0))))
        .isEqualTo(Duration.ofSeconds(100));
    assertThat(delay(plan.replanned(known, LAST, scene(Moment.unstated(), now, 0.5))))
        .isEqualTo(Duration.ofSeconds(103));
  }

  @Test
  void replanned_throttledOrWaitingForAPerson_staysAsItIs() {
    Progress throttled =
        plan.after(
            START,
            failed(stated(WALL.plus(Duration.ofHours(2)))),
            scene(Moment.unstated(), NOW, 0.5));
    Progress never = Progress.start(Due.never());
    interval(Duration.ofMinutes(1));

    assertThat(plan.replanned(throttled, LAST, scene(Moment.unstated(), NOW, 0.5)))
        .isSameAs(throttled);
    assertThat(plan.replanned(never, LAST, scene(Moment.unstated(), NOW, 0.5))).isSameAs(never);
  }

  @Test
  void replanned_backOff_keepsItsEndOrTheLongestThatThereIsByNow() {
    Progress failing = plan.after(START, failed(Retry.LATE), scene(Moment.unstated(), NOW, 0.5));
    Duration before = delay(failing);

    interval(Duration.ofHours(1));
    assertThat(delay(plan.replanned(failing, LAST, scene(Moment.unstated(), NOW, 0.5))))
        .isEqualTo(before);
    interval(Duration.ofMinutes(1));
    assertThat(delay(plan.replanned(failing, LAST, scene(Moment.unstated(), NOW, 0.5))))
        .isLessThan(settings.freshness().ttl());
  }

  private void interval(Duration interval) {
    var freshness = new Freshness(interval.multipliedBy(2), Duration.ofHours(24));
    settings =
        new MonitorSettings(interval, settings.timeout(), 64, freshness, settings.thresholds());
  }

  private static SyncPlan.Scene scene(Moment reset, ClockTime now, double chance) {
    var sight = new Sight(List.of(), reset, false);
    return new SyncPlan.Scene(sight, Duration.ZERO, Duration.ZERO, now, chance);
  }

  private static Duration delay(Progress progress) {
    return progress.due() instanceof Due.At(long nanos)
        ? Duration.ofNanos(nanos - NANOS)
        : Duration.ofDays(36_500);
  }

  private static Ended fresh() {
    return new Ended(new SyncOutcome.Fresh(3, ""), Retry.SOON, Map.of());
  }

  private static Ended failed(Retry retry) {
    return new Ended(new SyncOutcome.Transient("network", "broke"), retry, Map.of());
  }

  private static Retry stated(Instant until) {
    return new Retry(false, Moment.at(until));
  }
}
