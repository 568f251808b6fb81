package io.quotakeeper.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Hours are counted from a Thursday's midnight, as the time since 1970 is. */
class RhythmTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int DAY = 24;
  private static final int WEEK = 168;

  /** What went in each of so many hours. */
  private static List<Stretch> hours(int count, IntToDoubleFunction burnt) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stretches.add(new Stretch(i * HOUR, (i + 1) * HOUR, burnt.applyAsDouble(i), 0));
    }
    return stretches;
  }

  private static double office(int hour) {
    int ofDay = hour % DAY;
    return ofDay >= 9 && ofDay < 17 ? 3 : 0;
  }

  private static double officeOnFiveDays(int hour) {
    return hour % WEEK < 5 * DAY ? office(hour) : 0;
  }

  @Test
  void daysThatAreAlike_areBusyAtTheirHours() {
    Rhythm rhythm = Rhythm.of(hours(3 * DAY, RhythmTest::office));

    assertThat(rhythm.busy(100 * DAY * HOUR, 101 * DAY * HOUR))
        .isCloseTo((double) DAY * HOUR, within(1.0));
    assertThat(rhythm.busy((100 * DAY + 9) * HOUR, (100 * DAY + 17) * HOUR) / HOUR)
        .isBetween(22.0, 24.0);
    assertThat(rhythm.busy((100 * DAY + 17) * HOUR, (101 * DAY + 9) * HOUR) / HOUR)
        .isBetween(0.1, 2.0);
  }

  @Test
  void hourOfEvenUse_isAsBusyInItsHalves() {
    Rhythm rhythm = Rhythm.of(hours(3 * DAY, RhythmTest::office));
    long nine = 9 * HOUR;

    assertThat(rhythm.busy(nine, nine + HOUR / 2))
        .isCloseTo(rhythm.busy(nine + HOUR / 2, nine + HOUR), within(1.0));
  }

  @Test
  void busyTime_leadsBackToItsInstant() {
    Rhythm rhythm = Rhythm.of(hours(3 * DAY, RhythmTest::office));
    var random = new Random(3);
    for (int i = 0; i < 500; i++) {
      long from = random.nextLong(400 * DAY * HOUR);
      long to = from + random.nextLong(20 * DAY * HOUR);

      assertThat(rhythm.after(from, rhythm.busy(from, to))).isCloseTo((double) to, within(1.0));
    }
  }

  @Test
  void busyTime_leadsToTheEdgesOfHoursAndWeeks() {
    for (int hour = 0; hour <= 2 * WEEK; hour++) {
      assertThat(Rhythm.NONE.after(0, hour * (double) HOUR))
          .isCloseTo(hour * (double) HOUR, within(1.0));
    }
  }

  @Test
  void weeksThatAreAlike_haveTheirDaysOfRest() {
    Rhythm rhythm = Rhythm.of(hours(2 * WEEK, RhythmTest::officeOnFiveDays));
    long week = 20L * WEEK;

    double rest = rhythm.busy((week + 5 * DAY) * HOUR, (week + 7 * DAY) * HOUR) / HOUR;
    double work = rhythm.busy(week * HOUR, (week + DAY) * HOUR) / HOUR;
    assertThat(rest).isLessThan(8);
    assertThat(work).isGreaterThan(28);
  }

  @Test
  void oneWeek_hasNoDaysOfRestYet() {
    Rhythm rhythm = Rhythm.of(hours(2 * WEEK - 1, RhythmTest::officeOnFiveDays));
    long week = 20L * WEEK;

    assertThat(rhythm.busy((week + 5 * DAY) * HOUR, (week + 6 * DAY) * HOUR) / HOUR)
        .isCloseTo(24, within(0.1));
  }

  @Test
  void hoursThatAreNotKnown_areAsEverOtherHour() {
    List<Stretch> mornings =
        hours(4 * DAY, RhythmTest::office).stream()
            .filter(each -> Math.floorMod(each.from() / HOUR, DAY) < 12)
            .toList();
    Rhythm rhythm = Rhythm.of(mornings);

    double unknown = rhythm.busy(18 * HOUR, 20 * HOUR);
    assertThat(unknown).isGreaterThan(rhythm.busy(2 * HOUR, 4 * HOUR) * 5);
    assertThat(unknown).isLessThan(rhythm.busy(9 * HOUR, 11 * HOUR) / 2);
  }

  @Test
  void whatIsLongAgo_isNotHeard() {
    List<Stretch> known = new ArrayList<>();
    known.add(new Stretch(-500L * DAY * HOUR, 0, 1e6, 0));
    known.addAll(hours(6 * WEEK, i -> i < 2 * WEEK ? 3 - office(i) : office(i)));
    Rhythm rhythm = Rhythm.of(known);

    assertThat(rhythm.busy(9 * HOUR, 17 * HOUR) / HOUR).isGreaterThan(20);
  }

  @Test
  void daysThatAreNotAlike_haveNone() {
    var random = new Random(5);

    assertThat(Rhythm.of(hours(10 * DAY, _ -> random.nextInt(5) == 0 ? 9 : 0)))
        .isSameAs(Rhythm.NONE);
  }

  @Test
  void hoursThatAreAllAlike_haveNone() {
    assertThat(Rhythm.of(hours(10 * DAY, _ -> 1))).isSameAs(Rhythm.NONE);
    assertThat(Rhythm.of(hours(10 * DAY, _ -> 0))).isSameAs(Rhythm.NONE);
  }

  @Test
  void fewerThanTwoDays_haveNone() {
    assertThat(Rhythm.of(List.of())).isSameAs(Rhythm.NONE);
    assertThat(Rhythm.of(hours(2 * DAY - 1, RhythmTest::office))).isSameAs(Rhythm.NONE);
    assertThat(Rhythm.of(hours(2 * DAY, RhythmTest::office))).isNotSameAs(Rhythm.NONE);
  }
}
