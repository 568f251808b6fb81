package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Sight.Seen;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long to wait, look after look, at one window of five hours whose threshold is 10 %. */
class CadenceTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Cadence CADENCE =
      new Cadence(INTERVAL, SHORTEST, LONGEST, Duration.ofHours(6));
  private static final Window WINDOW = new Window(Scope.account(), "5h", Unit.REQUESTS);
  private static final Moment RESET = Moment.at(START.plus(Duration.ofHours(5)));

  private Pace pace = Pace.START;
  private Instant now = START;

  @Test
  void firstLook_isFollowedByTheInterval() {
    assertThat(look(0.5)).isEqualTo(step(INTERVAL, NextSyncReason.INTERVAL));
  }

  @Test
  void quiet_waitDoublesUpToTheLongest() {
    look(1);

    assertThat(look(1)).isEqualTo(step(Duration.ofMinutes(10), NextSyncReason.QUIET));
    assertThat(look(1)).isEqualTo(step(Duration.ofMinutes(20), NextSyncReason.QUIET));
    assertThat(look(1)).isEqualTo(step(LONGEST, NextSyncReason.QUIET));
    assertThat(look(1)).isEqualTo(step(LONGEST, NextSyncReason.QUIET));
  }

  @Test
  void burning_justBegan_isLookedAtAgainAfterTheInterval() {
    look(1);
    look(1);
    look(1);

    assertThat(look(0.99)).isEqualTo(step(INTERVAL, NextSyncReason.BURNING));
  }

  @Test
  void burning_halfOfTheTimeUntilTheThresholdPasses() {
    look(0.5);
    look(0.45);

    // 5 % in 5 minutes: from 40 % it takes 30 minutes to 10 %.
    assertThat(look(0.40)).isEqualTo(step(Duration.ofMinutes(15), NextSyncReason.BURNING));
  }

  @Test
  void burning_nearTheThreshold_isLookedAtSoonerThanTheInterval_thoughNotAtOnce() {
    look(0.3);
    look(0.25);

    assertThat(look(0.20).reason()).isEqualTo(NextSyncReason.BURNING);
    assertThat(look(0.15).reason()).isEqualTo(NextSyncReason.NEAR_THRESHOLD);
    assertThat(look(0.101)).isEqualTo(step(SHORTEST, NextSyncReason.NEAR_THRESHOLD));
  }

  @Test
  void burning_belowTheThreshold_isLookedAtForTheEnd() {
    look(0.09);
    look(0.08);

    // 1 % in 5 minutes: the rest of 7 % lasts 35 minutes.
    Said said = look(0.07);

    assertThat(said.reason()).isEqualTo(NextSyncReason.BURNING);
    assertThat(said.pause()).isCloseTo(Duration.ofSeconds(1050), Duration.ofSeconds(1));
  }

  @Test
  void quiet_afterAFastBurnNearTheThreshold_staysAtTheInterval() {
    look(0.30);
    look(0.20);

    for (int i = 0; i < 6; i++) {
      assertThat(look(0.20).pause()).isLessThanOrEqualTo(Duration.ofMinutes(8));
    }
  }

  @Test
  void quiet_longAfterAFastBurn_forgetsIt() {
    look(0.40);
    look(0.30);
    for (int i = 0; i < 400; i++) {
      look(0.30);
    }

    assertThat(look(0.30)).isEqualTo(step(LONGEST, NextSyncReason.QUIET));
  }

  @Test
  void quiet_nearTheThreshold_waitsLessLongTheLessIsLeft() {
    for (int i = 0; i < 6; i++) {
      look(0.15);
    }

    // 5 % at 10 % in half an hour, and the interval.
    assertThat(look(0.15)).isEqualTo(step(Duration.ofMinutes(20), NextSyncReason.NEAR_THRESHOLD));
  }

  @ParameterizedTest(name = "{0} of which {1} is left")
  @CsvSource({"percent, 0.11, 300", "percent, 0.115, 570", "requests, 0.11, 480"})
  void wholePercent_mayBeNearlyTheNext_soTheIntervalIsTheLongestWait(
      String unit, double left, long seconds) {
    var window = new Window(Scope.account(), "weekly", new Unit(unit));
    for (double seen : new double[] {left + 0.01, left, left, left, left}) {
      var limit = new Seen(window, seen, 0.1, now, RESET, false);
      pace = CADENCE.after(pace, new Sight(List.of(limit), RESET, false)).pace();
      now = now.plus(Duration.ofMinutes(15));
    }

    assertThat(pace.pause()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofSeconds(1));
  }

  @Test
  void revived_afterBeingSpent_isLookedAtAfterTheInterval() {
    look(0.02);
    look(0);
    look(0);

    assertThat(look(1)).isEqualTo(step(INTERVAL, NextSyncReason.INTERVAL));
  }

  @Test
  void blocked_nothingCanBeUsed_waitsForTheReset() {
    var sight = new Sight(List.of(seen(0)), RESET, true);

    Cadence.Step step = CADENCE.after(pace, sight);

    assertThat(step.pause()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void periodEnded_countsWhatWasUsedSinceItsStart() {
    now = START.plus(Duration.ofHours(5)).minusSeconds(600);
    look(0.4);
    now = START.plus(Duration.ofHours(5)).plusSeconds(600);

    Pace seen = pace.seeing(sight(0.9));

    assertThat(seen.news()).isEqualTo(Pace.News.BURNT);
    assertThat(seen.traces().getFirst().fastest()).isBetween(0.1 / 601, 0.1 / 599);
  }

  @Test
  void resetThatTheProviderIsLateWith_isNoBurn() {
    now = START.plus(Duration.ofHours(5)).minusSeconds(60);
    look(0.2);
    now = START.plus(Duration.ofHours(5)).plusSeconds(2);

    assertThat(pace.seeing(sight(0.2)).news()).isEqualTo(Pace.News.NONE);
  }

  @Test
  void secondLookWithinAMinute_doesNotMakeAFloodOfOneRequest() {
    look(0.5);
    now = START.plusSeconds(1);

    Pace seen = pace.seeing(sight(0.499));

    assertThat(seen.traces().getFirst().fastest()).isLessThanOrEqualTo(0.001 / 59);
  }

  @Test
  void manyWindows_remembersEightAndSeesTheBurnOfAnother() {
    List<Seen> full = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      full.add(seen("model-" + i, 1));
    }
    pace = pace.seeing(new Sight(full, RESET, false)).waiting(INTERVAL);
    now = now.plus(INTERVAL);
    List<Seen> burnt = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      burnt.add(seen("model-" + i, i == 29 ? 0.5 : 1));
    }

    Pace after = pace.seeing(new Sight(burnt, RESET, false));

    assertThat(after.traces()).hasSize(8);
    assertThat(after.news()).isEqualTo(Pace.News.BURNT);
    assertThat(after.traces().getFirst().window().id()).isEqualTo("model-29");
  }

  private record Said(Duration pause, NextSyncReason reason) {}

  private static Said step(Duration pause, NextSyncReason reason) {
    return new Said(pause, reason);
  }

  /** Looks, and moves on by an interval. */
  private Said look(double left) {
    Cadence.Step step = CADENCE.after(pace, sight(left));
    pace = step.pace();
    now = now.plus(INTERVAL);
    long rounded = Math.round(step.pause().toMillis() / 1000.0);
    return new Said(Duration.ofSeconds(rounded), step.reason());
  }

  private Sight sight(double left) {
    return new Sight(List.of(seen(left)), RESET, false);
  }

  private Seen seen(double left) {
    double next = left >= 0.1 ? 0.1 : 0;
    return new Seen(WINDOW, left, next, now, RESET, false);
  }

  private Seen seen(String window, double left) {
    return new Seen(
        new Window(Scope.account(), window, Unit.REQUESTS), left, 0.1, now, RESET, false);
  }
}
