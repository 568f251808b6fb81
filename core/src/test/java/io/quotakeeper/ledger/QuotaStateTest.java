package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FRESHNESS;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refilling;
import static io.quotakeeper.ledger.Scene.stated;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.ledger.Scene.trickling;
import static io.quotakeeper.quota.Amount.balance;
import static io.quotakeeper.quota.Amount.cap;
import static io.quotakeeper.quota.Amount.counted;
import static io.quotakeeper.quota.Amount.notEntitled;
import static io.quotakeeper.quota.Amount.share;
import static io.quotakeeper.quota.Amount.unknown;
import static io.quotakeeper.quota.Amount.unlimited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaStateTest {

  private static final Instant NEXT_DAY = time("12:00").plus(FRESHNESS.maxAge());

  private static QuotaState known(Evidence... evidence) {
    return Scene.after(evidence).windows().firstEntry().getValue();
  }

  /**
   * An amount, what stays of it past a reset or its greatest age, and what a refill makes of it.
   */
  static Stream<Arguments> amounts() {
    return Stream.of(
        arguments(counted(3, 10), cap(10), counted(10, 10)),
        arguments(counted(-3, 10), cap(10), counted(10, 10)),
        arguments(share(0.3), unknown(), share(1)),
        arguments(balance(3), unknown(), unknown()),
        arguments(unknown(), unknown(), share(1)),
        arguments(cap(10), cap(10), counted(10, 10)),
        arguments(unlimited(), unlimited(), unlimited()),
        arguments(notEntitled(), notEntitled(), notEntitled()));
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void value_beforeItsReset_holds(Amount amount, Amount forgotten, Amount full) {
    Reading now =
        known(polled("12:00", reading(FIVE_HOURS, amount, "15:00")))
            .at(time("14:59:59"), FRESHNESS);
    assertThat(now.amount()).isEqualTo(amount);
    assertThat(now.resetsAt()).isEqualTo(moment("15:00"));
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void value_atItsReset_isUnknownButForItsLimit(Amount amount, Amount forgotten, Amount full) {
    QuotaState known = known(polled("12:00", reading(FIVE_HOURS, amount, "15:00")));
    Reading now = known.at(time("15:00"), FRESHNESS);
    assertThat(now.amount()).isEqualTo(forgotten);
    assertThat(now.resetsAt()).isEqualTo(Moment.unstated());
    assertThat(known.sourceAt(time("15:00"))).isEqualTo(Source.POLLED);
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void value_atAResetThatRefills_isFullAndComputed(Amount amount, Amount forgotten, Amount full) {
    QuotaState known = known(polled("12:00", refilling(FIVE_HOURS, amount, "15:00")));
    Reading now = known.at(time("15:00"), FRESHNESS);
    assertThat(now.amount()).isEqualTo(full);
    assertThat(now.resetsAt()).isEqualTo(Moment.unstated());
    assertThat(known.sourceAt(time("14:59"))).isEqualTo(Source.POLLED);
    assertThat(known.sourceAt(time("15:00"))).isEqualTo(Source.COMPUTED);
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void value_olderThanItMayGet_isUnknownButForItsLimit(
      Amount amount, Amount forgotten, Amount full) {
    QuotaState known = known(polled("12:00", reading(WEEKLY, amount)));
    assertThat(known.at(NEXT_DAY, FRESHNESS).amount()).isEqualTo(amount);
    assertThat(known.at(NEXT_DAY.plusSeconds(1), FRESHNESS).amount()).isEqualTo(forgotten);
  }

  @ParameterizedTest
  @CsvSource({
    "12:00, 20, POLLED",
    "12:00:59, 20, POLLED",
    "12:01, 21, COMPUTED",
    "12:30, 50, COMPUTED",
    "13:19, 99, COMPUTED",
    "13:20, 100, COMPUTED",
    "14:00, 100, COMPUTED",
  })
  void windowThatFillsUpAllTheTime_isBackEvenly_untilItIsFull(
      String when, double left, Source source) {
    QuotaState known = known(polled("12:00", trickling(FIVE_HOURS, counted(20, 100), "13:20")));
    assertThat(known.at(time(when), FRESHNESS).amount()).isEqualTo(counted(left, 100));
    assertThat(known.sourceAt(time(when))).isEqualTo(source);
  }

  @Test
  void windowThatFillsUpAllTheTime_countsWhatWasUsedMeanwhile() {
    QuotaState known =
        known(
            polled("12:00", trickling(FIVE_HOURS, counted(20, 100), "13:20")),
            metered("12:05", 10));
    assertThat(known.at(time("12:06"), FRESHNESS).amount()).isEqualTo(counted(16, 100));
  }

  @Test
  void windowThatFillsUpAllTheTime_isThoughtOverForEachTwentiethOfItsLimit() {
    QuotaState known = known(polled("12:00", trickling(FIVE_HOURS, counted(20, 100), "13:20")));
    assertThat(known.changesAt(time("12:00"), FRESHNESS)).isEqualTo(moment("12:05"));
    assertThat(known.changesAt(time("12:07"), FRESHNESS)).isEqualTo(moment("12:10"));
    assertThat(known.changesAt(time("13:17"), FRESHNESS)).isEqualTo(moment("13:20"));
  }

  @ParameterizedTest
  @CsvSource({
    "12:00, 13:00",
    "13:00, 14:00",
    "14:00, ''",
  })
  void value_changesByItself_whenItExpires_andWhenItsPeriodEnds(String now, String next) {
    var reading =
        new Reading(
            FIVE_HOURS, Role.LIMIT, counted(3, 10), moment("14:00"), moment("13:00"), Refill.FULL);
    assertThat(known(stated("12:00", reading)).changesAt(time(now), FRESHNESS))
        .isEqualTo(moment(next));
  }

  @Test
  void value_changesByItself_whenItIsForgotten_ifAProviderSaidIt() {
    Instant forgotten = FRESHNESS.forgottenAt(time("12:00"));
    QuotaState polled = known(polled("12:00", reading(DOLLARS, balance(3))));
    assertThat(polled.changesAt(time("12:00"), FRESHNESS)).isEqualTo(Moment.at(forgotten));
    assertThat(polled.changesAt(forgotten, FRESHNESS)).isEqualTo(Moment.unstated());
    QuotaState stated = known(stated("12:00", reading(DOLLARS, balance(3))));
    assertThat(stated.changesAt(time("12:00"), FRESHNESS)).isEqualTo(Moment.unstated());
  }

  @Test
  void windowThatFillsUpAllTheTime_changesAfterEachTimeAtWhichItIsThoughtOver() {
    QuotaState known = known(polled("12:00", trickling(FIVE_HOURS, counted(0.5, 30), "12:59")));
    Instant now = time("12:00");
    for (int looks = 0; looks < 29; looks++) {
      Instant next = known.changesAt(now, FRESHNESS).instant().orElseThrow();
      assertThat(next).isAfter(now);
      assertThat(known.at(next, FRESHNESS).amount())
          .isNotEqualTo(known.at(next.minusMillis(1), FRESHNESS).amount());
      now = next;
    }
    assertThat(known.changesAt(now, FRESHNESS)).isEqualTo(moment("12:59"));
  }

  /** Nothing comes back of what is full, of what no number or reset is told, or of the past. */
  static Stream<Arguments> standing() {
    return Stream.of(
        arguments(counted(100, 100), "13:20"),
        arguments(share(0.2), "13:20"),
        arguments(counted(20, 100), ""),
        arguments(counted(20, 100), "12:00"));
  }

  @ParameterizedTest
  @MethodSource("standing")
  void windowThatFillsUpAllTheTime_standsWhereNothingTellsHowFast(Amount amount, String full) {
    var reading = trickling(FIVE_HOURS, amount, full);
    Trickle trickle = Trickle.of(known(polled("12:00", reading)));
    assertThat(trickle.by(time("12:30"))).isZero();
    assertThat(trickle.nextAfter(time("12:00"))).isEqualTo(Moment.unstated());
    assertThat(Trickle.backAt(reading, 1, time("12:00"))).isEqualTo(moment(full));
  }

  @ParameterizedTest
  @CsvSource({"1, 12:01", "40, 12:40", "80, 13:20", "81, 13:20"})
  void windowThatFillsUpAllTheTime_hasEnoughBeforeItIsFull(double amount, String when) {
    var spent = trickling(FIVE_HOURS, counted(0, 80), "13:20");
    assertThat(Trickle.backAt(spent, amount, time("12:00"))).isEqualTo(moment(when));
  }

  @Test
  void refill_ofWhatExpiredAsWell_isNotPromised() {
    var reading =
        new Reading(
            FIVE_HOURS, Role.LIMIT, share(0.4), moment("15:00"), moment("14:00"), Refill.FULL);
    QuotaState known = known(polled("12:00", reading));
    assertThat(known.at(time("13:59"), FRESHNESS).amount()).isEqualTo(share(0.4));
    assertThat(known.at(time("14:00"), FRESHNESS).amount()).isEqualTo(unknown());
    assertThat(known.at(time("15:00"), FRESHNESS).amount()).isEqualTo(unknown());
    assertThat(known.sourceAt(time("15:00"))).isEqualTo(Source.POLLED);
  }

  @Test
  void metering_ofAnOverPeriod_doesNotCountAgainstTheNext() {
    QuotaState known =
        known(
            polled("12:00", refilling(FIVE_HOURS, counted(10, 10), "15:00")),
            Scene.metered("12:01", 4));
    assertThat(known.at(time("14:00"), FRESHNESS).amount()).isEqualTo(counted(6, 10));
    assertThat(known.at(time("15:00"), FRESHNESS).amount()).isEqualTo(counted(10, 10));
  }

  @Test
  void value_thatCameLateAndIsOfThePeriodBefore_doesNotSpendTheNewOne() {
    QuotaState known =
        known(
            polled("14:00", reading(FIVE_HOURS, counted(0, 10), "15:00")),
            Scene.polledWithLag(
                "15:01", Duration.ofMinutes(5), reading(FIVE_HOURS, counted(0, 10))));
    assertThat(known.at(time("15:02"), FRESHNESS).amount()).isEqualTo(cap(10));
    QuotaState later =
        known(
            polled("14:00", reading(FIVE_HOURS, counted(0, 10), "15:00")),
            Scene.polledWithLag(
                "15:06", Duration.ofMinutes(5), reading(FIVE_HOURS, counted(0, 10))));
    assertThat(later.at(time("15:07"), FRESHNESS).amount()).isEqualTo(counted(0, 10));
  }

  @ParameterizedTest
  @CsvSource({"12:10:00, false", "12:10:01, true", "20:00:00, true"})
  void value_olderThanItsTime_isStale(String now, boolean stale) {
    QuotaState known = known(polled("12:00", reading(FIVE_HOURS, share(0.4))));
    assertThat(known.isStale(time(now), FRESHNESS)).isEqualTo(stale);
  }

  @Test
  void value_learnedFromTrafficAlone_isNeverStale_butIsForgotten() {
    Freshness freshness = FRESHNESS.neverStale();
    QuotaState known = known(Scene.header("12:00", reading(FIVE_HOURS, share(0.4))));
    Instant aYearLater = time("12:00").plus(Duration.ofDays(365));
    assertThat(known.isStale(aYearLater, freshness)).isFalse();
    assertThat(known.at(aYearLater, freshness).amount()).isEqualTo(unknown());
  }

  @Test
  void value_withLag_agesFromWhatItDescribes() {
    QuotaState known =
        known(Scene.polledWithLag("12:00", Duration.ofMinutes(9), reading(FIVE_HOURS, share(0.4))));
    assertThat(known.isStale(time("12:01"), FRESHNESS)).isFalse();
    assertThat(known.isStale(time("12:02"), FRESHNESS)).isTrue();
  }

  @Test
  void whatAnOperatorStated_doesNotAge() {
    QuotaState known =
        known(stated("12:00", reading(FIVE_HOURS, cap(9))), Scene.metered("12:01", 4));
    Instant aYearLater = time("12:00").plus(Duration.ofDays(365));
    assertThat(known.isStale(aYearLater, FRESHNESS)).isFalse();
    assertThat(known.at(aYearLater, FRESHNESS).amount()).isEqualTo(counted(5, 9));
  }

  /** Windows of 60 s and of 5 h without a stated reset, how long after, and whether they hold. */
  @ParameterizedTest
  @CsvSource({
    "rpm, 59,    true",
    "rpm, 60,    false",
    "rpm, 86399, false",
    "5h,  17999, true",
    "5h,  18000, false",
    "tools, 18000, true",
  })
  void value_withoutAReset_holdsNoLongerThanItsWindowIsLong(String id, int seconds, boolean holds) {
    Window window = new Window(Scene.FLASH, id, Unit.REQUESTS);
    QuotaState known = known(header("12:00", reading(window, counted(0, 10))));
    Instant then = time("12:00").plusSeconds(seconds);

    assertThat(known.at(then, FRESHNESS).amount()).isEqualTo(holds ? counted(0, 10) : cap(10));
    assertThat(known.sourceAt(then)).isEqualTo(Source.OBSERVED);
  }

  @Test
  void value_withAResetBeyondTheLengthOfItsWindow_holdsUntilTheReset() {
    Window window = new Window(Scene.FLASH, "rpm", Unit.REQUESTS);
    QuotaState known = known(header("12:00", reading(window, counted(0, 10), "12:05")));

    assertThat(known.at(time("12:04"), FRESHNESS).amount()).isEqualTo(counted(0, 10));
    assertThat(known.at(time("12:05"), FRESHNESS).amount()).isEqualTo(cap(10));
  }

  @Test
  void windowThatRefills_withoutAReset_isFullOnceAsOldAsItIsLong() {
    Window window = new Window(Scene.FLASH, "tpm", Unit.TOKENS);
    QuotaState known = known(header("12:00", refilling(window, counted(0, 10), "")));

    assertThat(known.at(time("12:00:59"), FRESHNESS).amount()).isEqualTo(counted(0, 10));
    assertThat(known.at(time("12:01"), FRESHNESS).amount()).isEqualTo(counted(10, 10));
    assertThat(known.sourceAt(time("12:01"))).isEqualTo(Source.COMPUTED);
  }

  @Test
  void limitThatAnOperatorTyped_doesNotEndWithItsWindow() {
    Window window = new Window(Scene.FLASH, "rpm", Unit.REQUESTS);
    QuotaState known = known(stated("12:00", reading(window, counted(3, 10))));

    assertThat(known.at(time("23:00"), FRESHNESS).amount()).isEqualTo(counted(3, 10));
  }

  @Test
  void metered_inAPeriodThatIsOver_isNotTakenFromTheNext() {
    Window window = new Window(Scene.FLASH, "rpm", Unit.REQUESTS);
    QuotaState known =
        known(
            header("12:00", reading(window, cap(10))),
            metered("12:00:30", 4),
            header("12:02", reading(window, cap(10))));

    assertThat(known.at(time("12:02"), FRESHNESS).amount()).isEqualTo(cap(10));
  }
}
