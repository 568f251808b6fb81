package io.quotakeeper.outlook;

import static io.quotakeeper.outlook.Looks.after;
import static io.quotakeeper.outlook.Looks.minutesLeft;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A window of five hours, from noon on. */
class LatenessTest {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** A look so many minutes after noon, which states the reset that comes next. */
  private static Look look(int minutes, double left) {
    return Looks.look(minutes, left, Moment.at(after((Math.floorDiv(minutes, 300) + 1) * 300)));
  }

  private static long minutes(Look... looks) {
    Lateness lateness = Lateness.NONE;
    for (int i = 1; i < looks.length; i++) {
      lateness = lateness.with(looks[i - 1], looks[i]);
    }
    return lateness.millis() / MINUTE;
  }

  @Test
  void whatIsToldAfterAReset_showsHowLateItIs() {
    assertThat(minutes(look(298, 400), look(301, 395), look(304, 390), look(308, 990)))
        .isEqualTo(6);
  }

  @Test
  void resetThatIsSeenAtOnce_isNotLate() {
    assertThat(minutes(look(298, 400), look(302, 990))).isZero();
  }

  @Test
  void resetThatIsSeenSooner_makesItLessLate() {
    Look[] late = {look(298, 400), look(301, 395), look(309, 990)};

    assertThat(minutes(late)).isEqualTo(5);
    assertThat(minutes(late[0], late[1], late[2], look(598, 200), look(602, 990))).isEqualTo(2);
    assertThat(minutes(late[0], late[1], late[2], look(598, 200), look(600, 990))).isZero();
  }

  @Test
  void numbersThatStayAsTheyAre_areNotLateForLong() {
    assertThat(minutes(look(298, 400), look(301, 395), look(315, 390), look(315, 990)))
        .isEqualTo(15);
    assertThat(minutes(look(298, 400), look(301, 395), look(316, 390), look(317, 990))).isZero();
  }

  @Test
  void whatIsLateOnce_staysSoUntilTheNextReset() {
    assertThat(
            minutes(look(298, 400), look(301, 395), look(309, 990), look(400, 700), look(598, 200)))
        .isEqualTo(5);
    assertThat(
            minutes(
                look(298, 400),
                look(301, 395),
                look(309, 990),
                look(598, 200),
                look(601, 150),
                look(620, 100)))
        .isEqualTo(5);
  }

  @Test
  void littleThatComesBack_isNoReset() {
    assertThat(minutes(look(298, 400), look(301, 395), look(306, 690))).isZero();
    assertThat(minutes(look(298, 400), look(301, 395), look(305, 699))).isEqualTo(3);
  }

  @Test
  void resetAfterWhichNoneIsStated_isNotWaitedFor() {
    Look unstated = Looks.look(301, 395, Moment.unstated());

    assertThat(minutes(look(298, 400), unstated, look(305, 990))).isZero();
  }

  @Test
  void lateNumbers_bringTheRunOutNearer() {
    History known = History.startingWith(look(0, 900));
    for (int i = 5; i < 300; i += 5) {
      known = known.then(look(i, 900 - 2 * i));
    }
    History late = known.then(look(305, 295)).then(look(315, 1000));
    History inTime = known.then(look(315, 1000));
    for (int i = 320; i <= 400; i += 5) {
      late = late.then(look(i, 1000 - 2 * (i - 315)));
      inTime = inTime.then(look(i, 1000 - 2 * (i - 315)));
    }

    assertThat(inTime.asOf() - late.asOf()).isEqualTo(10 * MINUTE);
    assertThat(minutesLeft(late)).isLessThan(minutesLeft(inTime) - 5);
  }
}
