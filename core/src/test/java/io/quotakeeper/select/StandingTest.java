package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.TOKENS;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.polledWithLag;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.stated;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.ledger.Scene.trickling;
import static io.quotakeeper.select.Stand.NEED;
import static io.quotakeeper.select.Stand.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a standing makes of what is known; what is held of it see {@link HoldingsTest}. */
class StandingTest {

  private static final double SECONDS_TO_13 = Duration.ofMinutes(50).toSeconds();

  private static Standing standing(Evidence... evidence) {
    return Stand.of("a", evidence).standing();
  }

  private static Need tokens(double many) {
    return new Need(FLASH, Map.of(Unit.TOKENS, many), Purpose.INTERACTIVE);
  }

  /** What is known, and what is left of it as a share. */
  static Stream<Arguments> headrooms() {
    return Stream.of(
        arguments(Amount.counted(25, 100), 0.25),
        arguments(Amount.counted(-5, 100), 0.0),
        arguments(Amount.counted(0, 0), 0.0),
        arguments(Amount.share(0.4), 0.4),
        arguments(Amount.cap(50), 1.0),
        arguments(Amount.balance(3), 1.0),
        arguments(Amount.unlimited(), 1.0),
        arguments(Amount.unknown(), 1.0));
  }

  @ParameterizedTest
  @MethodSource("headrooms")
  void headroom_isTheShareThatIsLeft_andAllWhereNothingLimits(Amount amount, double share) {
    Standing standing = standing(polled("12:00", reading(FIVE_HOURS, amount, "15:00")));
    assertThat(standing.isClosed() ? 0 : standing.headroom()).isEqualTo(share);
  }

  @Test
  void whatNothingLimits_isGivenAsOftenAsItIsWanted_andNeverDoubtful() {
    for (Amount amount : new Amount[] {Amount.unlimited(), Amount.unknown()}) {
      Standing standing = standing(polled("12:00", reading(FIVE_HOURS, amount, "15:00")));
      for (int i = 0; i < 20; i++) {
        assertThat(standing.take(NEED, NOW)).isPresent();
      }
      assertThat(standing.grade(NEED, Strategy.TIERED, NOW)).isNotEqualTo(Grade.DOUBTFUL);
      assertThat(standing.fitsAt(NEED, NOW)).isEqualTo(moment("12:10"));
    }
  }

  /** A usage call of noon that is up to two minutes late, with what we sent meanwhile and since. */
  private static Standing late(double told, double meanwhile, double since) {
    return standing(
        polledWithLag(
            "11:56", Duration.ofMinutes(2), reading(FIVE_HOURS, Amount.counted(50, 100), "15:00")),
        metered("11:59", meanwhile),
        polledWithLag(
            "12:00",
            Duration.ofMinutes(2),
            reading(FIVE_HOURS, Amount.counted(told, 100), "15:00")),
        metered("12:01", since));
  }

  @Test
  void whatALateValueMayTellAlready_countsAgainstAnAccount_andDoesNotShutIt() {
    Standing standing = late(3, 5, 1);
    assertThat(standing.decision().outcome()).isInstanceOf(QuotaDecision.Exhausted.class);
    assertThat(standing.isClosed()).isFalse();
    assertThat(standing.headroom()).isZero();
    assertThat(standing.grade(NEED, Strategy.EXPIRING_FIRST, NOW)).isEqualTo(Grade.DOUBTFUL);
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).as("of three we sent one since, for certain").isPresent();
    assertThat(standing.take(NEED, NOW)).isEmpty();
  }

  @Test
  void whatWasSentSinceALateValueCame_shuts() {
    assertThat(late(3, 5, 3).isClosed()).isTrue();
    assertThat(late(0, 5, 0).isClosed()).as("its provider says so").isTrue();
  }

  @Test
  void whatWasSentSinceAValueThatIsNotLate_shuts() {
    Standing standing =
        standing(
            polled("12:00", reading(FIVE_HOURS, Amount.counted(3, 100), "15:00")),
            metered("12:01", 3));
    assertThat(standing.isClosed()).isTrue();
  }

  @Test
  void aCap_isCountedDownByWhatWeHold() {
    Standing standing = standing(stated("12:00", reading(FIVE_HOURS, Amount.cap(2), "15:00")));
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.headroom()).isEqualTo(0.5);
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.5, true", "0.51, true", "0.49, false"})
  void aReserveOfAShare_isKeptBack(double kept, boolean isReserved) {
    Stand stand = Stand.reserving("a", kept, polled("12:00", left(FIVE_HOURS, 0.5, "15:00")));
    Need batch = new Need(FLASH, Map.of(), Purpose.BATCH);
    assertThat(stand.standing().whyNot(batch).equals(java.util.Optional.of(Reason.RESERVED)))
        .isEqualTo(isReserved);
    assertThat(stand.standing().whyNot(NEED)).as("for others nothing is kept").isEmpty();
  }

  @Test
  void aReserveOfWhatIsCounted_isKeptBackOfItsLimit() {
    Stand stand =
        Stand.reserving("a", 0.1, polled("12:00", reading(TOKENS, Amount.counted(50, 200))));
    Need fits = new Need(FLASH, Map.of(Unit.TOKENS, 30.0), Purpose.BATCH);
    Need tooMuch = new Need(FLASH, Map.of(Unit.TOKENS, 30.1), Purpose.BATCH);
    assertThat(stand.standing().whyNot(fits)).isEmpty();
    assertThat(stand.standing().whyNot(tooMuch)).contains(Reason.RESERVED);
    assertThat(stand.standing().whyNot(tokens(51))).as("held or too little").contains(Reason.HELD);
  }

  @Test
  void whenItFits_aReserveIsKeptBackThen_too() {
    Stand stand =
        Stand.reserving(
            "a", 0.1, header("12:10", trickling(TOKENS, Amount.counted(10, 100), "13:40")));
    Need batch = new Need(FLASH, Map.of(Unit.TOKENS, 20.0), Purpose.BATCH);
    assertThat(stand.standing().fitsAt(batch, NOW)).as("20 and 10").isEqualTo(moment("12:30"));
    assertThat(stand.standing().fitsAt(tokens(20), NOW)).isEqualTo(moment("12:20"));
  }

  @Test
  void whenItFits_ofAShareThatIsSpent_isItsReset() {
    Standing standing =
        standing(
            header("12:00", reading(TOKENS, Amount.counted(90, 1000), "23:00")),
            refused("12:00", refusal(RefusalClass.THROTTLED, FLASH, "daily", "12:20")),
            header("12:01", left(FIVE_HOURS, 0.3, "15:00")));
    assertThat(standing.fitsAt(tokens(45), NOW)).isEqualTo(moment("12:10"));
    assertThat(standing.fitsAt(tokens(46), NOW)).as("twice 46 is more").isEqualTo(moment("23:00"));
  }

  @Test
  void lapse_isThatOfTheWindowThatAllowsTheFewest_byRequests() {
    Standing standing =
        standing(
            polled(
                "12:00",
                reading(FIVE_HOURS, Amount.counted(50, 100), "13:00"),
                reading(OF_ACCOUNT, Amount.counted(900, 1000), "23:00")));
    assertThat(standing.lapse().second()).isEqualTo(time("13:00").getEpochSecond());
    assertThat(standing.lapse().pace()).isCloseTo(50 / SECONDS_TO_13, within(1e-12));
    assertThat(standing.lapse().load(4)).isCloseTo(5 * SECONDS_TO_13 / 50, within(1e-9));
  }

  @Test
  void lapse_ofAShare_countsInRequestsOnceItsCostIsKnown() {
    Standing standing =
        standing(
            polled("12:00", left(FIVE_HOURS, 0.5, "13:00")),
            metered("12:01", 10),
            polled("12:02", left(FIVE_HOURS, 0.3, "13:00")),
            metered("12:03", 5));
    // 2 % each: of 30 % ten requests are left after five.
    assertThat(standing.lapse().pace()).isCloseTo(10 / SECONDS_TO_13, within(1e-12));
  }

  @Test
  void lapse_ofWhatCannotBeCountedInRequests_isTheLastReset_byAnAssumedNumber() {
    Standing standing =
        standing(
            polled(
                "12:00",
                left(FIVE_HOURS, 0.5, "13:00"),
                reading(TOKENS, Amount.counted(100, 400), "12:30")));
    assertThat(standing.lapse().second()).isEqualTo(time("13:00").getEpochSecond());
    assertThat(standing.lapse().pace()).isCloseTo(0.5 * 200 / SECONDS_TO_13, within(1e-12));
  }

  @Test
  void lapse_ofAWindowThatHasNotBegun_isALengthFromNow() {
    Standing standing = standing(polled("12:00", left(WEEKLY, 1)));
    assertThat(standing.lapse().second()).isEqualTo(NOW.plus(Duration.ofDays(7)).getEpochSecond());
  }

  @Test
  void lapse_ofMoney_isNever_andComesLast() {
    Standing standing = standing(polled("12:00", reading(DOLLARS, Amount.balance(9))));
    assertThat(standing.lapse()).isEqualTo(Lapse.NEVER);
    assertThat(standing.lapse().load(3)).isEqualTo(1e15 + 3);
  }

  /** What shuts an account, and whether time or a provider opens it again. */
  static Stream<Arguments> shut() {
    return Stream.of(
        arguments(
            polled("12:00", reading(FIVE_HOURS, Amount.counted(0, 9), "15:00")),
            Reason.SPENT,
            true),
        arguments(
            refused("12:09", refusal(RefusalClass.THROTTLED, "12:30")), Reason.REFUSED, true));
  }

  @ParameterizedTest
  @MethodSource("shut")
  void whatIsShut_saysWhy_andIsGivenNothing(
      Evidence evidence, Reason why, boolean isSpentOrRefused) {
    Standing standing = standing(evidence);
    assertThat(standing.isClosed()).isTrue();
    assertThat(standing.whyNot(NEED)).contains(why);
    assertThat(standing.isSpentOrRefused()).isEqualTo(isSpentOrRefused);
    assertThat(standing.take(NEED, NOW)).isEmpty();
    assertThat(standing).hasToString("Standing[a, " + standing.decision().outcome() + "]");
  }

  @Test
  void whatIsOpen_isNeitherSpentNorRefused() {
    assertThat(standing(polled("12:00", left(FIVE_HOURS, 0.5))).isSpentOrRefused()).isFalse();
  }

  @Test
  void itHolds_untilAResetAPauseOrAgeChangesIt() {
    Standing untilReset =
        standing(
            polled("12:00", left(FIVE_HOURS, 0.5, "15:00")),
            refused("12:09", refusal(RefusalClass.THROTTLED, WEEKLY.scope(), "rpm", "12:30")),
            refused("12:09", refusal(RefusalClass.AMBIGUOUS, "12:09:30")));
    assertThat(untilReset.holdsAt(time("12:29:59"))).isTrue();
    assertThat(untilReset.holdsAt(time("12:30"))).isFalse();

    Standing untilTooOld = standing(polled("12:00", reading(DOLLARS, Amount.balance(9))));
    Instant forgotten = time("12:00").plus(Duration.ofHours(24));
    assertThat(untilTooOld.holdsAt(forgotten)).isTrue();
    assertThat(untilTooOld.holdsAt(forgotten.plusSeconds(1))).isFalse();

    Standing stated = standing(stated("12:00", reading(DOLLARS, Amount.balance(9))));
    assertThat(stated.holdsAt(forgotten.plusSeconds(1))).as("it does not age").isTrue();
  }

  @Test
  void aChoiceWithoutAnother_recordsItAlone() {
    Standing standing = standing(polled("12:00", reading(FIVE_HOURS, Amount.counted(25, 100))));
    Selection alone = standing.alone();
    assertThat(alone.chosen()).contains(new Verdict(standing, Reason.CHOSEN, 0.25));
    assertThat(alone.passedOver()).isEmpty();
  }

  @Test
  void aRequestThatWaits_isUnderWay_andHoldsNothing() {
    Standing standing = standing(polled("12:00", reading(FIVE_HOURS, Amount.counted(1, 100))));
    assertThat(standing.takeLater(NEED, NOW).need()).isEqualTo(NEED);
    assertThat(standing.holdings().inFlight()).isOne();
    assertThat(standing.take(NEED, NOW)).isPresent();
  }
}
