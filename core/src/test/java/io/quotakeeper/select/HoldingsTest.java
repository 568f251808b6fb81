package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.select.Stand.NEED;
import static io.quotakeeper.select.Stand.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldingsTest {

  private static Evidence left(double requests) {
    return polled("12:00", reading(FIVE_HOURS, Amount.counted(requests, 100), "15:00"));
  }

  private static Need tokens(double many) {
    return new Need(Scene.FLASH, Map.of(Unit.TOKENS, many), Purpose.INTERACTIVE);
  }

  @Test
  void whatIsHeld_isNotGivenTwice() {
    Standing standing = Stand.of("a", left(2)).standing();
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).isEmpty();
    assertThat(standing.whyNot(NEED)).contains(Reason.HELD);
  }

  @Test
  void whatIsGivenBack_canBeHeldAgain_butOnlyOnce() {
    Standing standing = Stand.of("a", left(1)).standing();
    Hold hold = standing.take(NEED, NOW).orElseThrow();
    standing.holdings().release(hold);
    standing.holdings().release(hold);
    assertThat(standing.holdings().inFlight()).isZero();
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).isEmpty();
  }

  @Test
  void allWindowsHold_orNone() {
    Standing standing =
        Stand.of(
                "a",
                polled(
                    "12:00",
                    reading(FIVE_HOURS, Amount.counted(50, 100), "15:00"),
                    reading(OF_ACCOUNT, Amount.counted(1, 100), "23:00")))
            .standing();
    assertThat(standing.take(NEED, NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).as("the daily window has one left").isEmpty();
    assertThat(standing.headroom()).isZero();
  }

  @Test
  void anEstimateOfTokens_isHeldOfWindowsThatCountThem() {
    Window perMinute = new Window(Scene.FLASH, "5h", Unit.TOKENS);
    Standing standing =
        Stand.of("a", polled("12:00", reading(perMinute, Amount.counted(1000, 2000), "15:00")))
            .standing();
    assertThat(standing.take(tokens(700), NOW)).isPresent();
    assertThat(standing.take(tokens(301), NOW)).isEmpty();
    assertThat(standing.take(tokens(300), NOW)).isPresent();
    assertThat(standing.take(NEED, NOW)).as("of unknown size, with nothing left").isEmpty();
  }

  @Test
  void aNewerValue_tellsOfRequestsThatWentOutBeforeIt() {
    Stand stand = Stand.of("a", left(2));
    stand.standing().take(NEED, NOW);
    stand.learn(polled("12:20", reading(FIVE_HOURS, Amount.counted(1, 100), "15:00")));
    Instant later = time("12:21");
    assertThat(stand.standing(later).take(NEED, later)).as("the value counts it").isPresent();
    assertThat(stand.standing(later).take(NEED, later)).isEmpty();
  }

  @Test
  void aNewerValue_doesNotTellOfTokensOfRequestsUnderWay() {
    Window window = new Window(Scene.FLASH, "5h", Unit.TOKENS);
    Stand stand = Stand.of("a", polled("12:00", reading(window, Amount.counted(1000, 2000))));
    stand.standing().take(tokens(600), NOW);
    stand.learn(polled("12:20", reading(window, Amount.counted(1000, 2000))));
    Instant later = time("12:21");
    assertThat(stand.standing(later).take(tokens(500), later)).isEmpty();
    assertThat(stand.standing(later).take(tokens(400), later)).isPresent();
  }

  @Test
  void headersOfALaterRequest_tellOfTokensThatEarlierOnesReserved_andNotOfLaterOnes() {
    Window window = new Window(Scene.FLASH, "5h", Unit.TOKENS);
    Stand stand = Stand.of("a", polled("12:00", reading(window, Amount.counted(1000, 2000))));
    stand.standing().take(tokens(600), NOW);
    stand.learn(header("12:20", reading(window, Amount.counted(400, 2000))));
    Instant later = time("12:21");
    assertThat(stand.standing(later).take(tokens(300), later)).as("600 are told").isPresent();
    assertThat(stand.standing(later).take(tokens(101), later)).as("300 are not").isEmpty();
    stand.learn(polled("12:20", reading(window, Amount.counted(400, 2000))));
    assertThat(stand.standing(later).take(tokens(1), later)).as("of the same instant").isEmpty();
  }

  @Test
  void aReserve_isKeptBackFromItsPurposeAlone() {
    Standing standing = Stand.reserving("a", 0.2, left(21)).standing();
    Need batch = new Need(Scene.FLASH, Map.of(), Purpose.BATCH);
    assertThat(standing.take(batch, NOW)).as("21 of 100 become 20").isPresent();
    assertThat(standing.take(batch, NOW)).isEmpty();
    assertThat(standing.whyNot(batch)).contains(Reason.RESERVED);
    assertThat(standing.take(NEED, NOW)).isPresent();
  }

  @Test
  void aBalance_isOpenWhileMoneyIsLeft() {
    var balance = reading(Scene.DOLLARS, new Amount.Balance(0.4, 0.5));
    assertThat(Stand.of("a", polled("12:00", balance)).standing().take(NEED, NOW)).isEmpty();
    var money = reading(Scene.DOLLARS, Amount.balance(0.4));
    assertThat(Stand.of("a", polled("12:00", money)).standing().take(NEED, NOW)).isPresent();
  }

  @Test
  void aShare_isBoundBlindlyUntilItIsKnownWhatARequestTakes() {
    Standing standing =
        Stand.of("a", polled("12:00", Scene.left(FIVE_HOURS, 0.5, "15:00"))).standing();
    for (int i = 0; i < 16; i++) {
      assertThat(standing.take(NEED, NOW)).isPresent();
    }
    assertThat(standing.take(NEED, NOW)).isEmpty();
  }

  @Test
  void aShare_whoseCostIsKnown_isDoubtfulWhenItMustBeUsedUp_butNotShut() {
    Stand stand =
        Stand.of(
            "a",
            polled("12:00", Scene.left(FIVE_HOURS, 0.50, "15:00")),
            metered("12:01", 10),
            polled("12:02", Scene.left(FIVE_HOURS, 0.30, "15:00")),
            metered("12:03", 14));
    Standing standing = stand.standing();
    assertThat(standing.grade(NEED, Strategy.EXPIRING_FIRST, NOW)).isEqualTo(Grade.READY);
    assertThat(standing.headroom()).isCloseTo(0.02, within(1e-9));
    Optional<Hold> last = standing.take(NEED, NOW);
    assertThat(last).isPresent();
    assertThat(standing.grade(NEED, Strategy.EXPIRING_FIRST, NOW)).isEqualTo(Grade.DOUBTFUL);
    assertThat(standing.take(NEED, NOW)).as("its provider said 30 %").isPresent();
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void whatOthersAreAboutToTake_isSpared_butUsedBeforeFailing() {
    Stand stand = Stand.of("a", left(10));
    assertThat(stand.standing(NOW, 9.5).grade(NEED, Strategy.EXPIRING_FIRST, NOW))
        .isEqualTo(Grade.SPARED);
    assertThat(stand.standing(NOW, 9).grade(NEED, Strategy.EXPIRING_FIRST, NOW))
        .isEqualTo(Grade.READY);
    assertThat(stand.standing(NOW, 9.5).take(NEED, NOW)).isPresent();
  }

  @Test
  void anOwnerThatCameBack_isGivenRequestsOneByOneAtFirst() {
    Stand stand = Stand.of("a", left(100));
    stand.holdings().cameBack(NOW);
    Standing standing = stand.standing();
    assertThat(standing.grade(NEED, Strategy.TIERED, NOW)).isEqualTo(Grade.READY);
    standing.take(NEED, NOW);
    assertThat(standing.grade(NEED, Strategy.TIERED, NOW)).isEqualTo(Grade.SPARED);
    assertThat(standing.grade(NEED, Strategy.TIERED, NOW.plusMillis(250))).isEqualTo(Grade.READY);
    assertThat(standing.grade(NEED, Strategy.TIERED, NOW.plusSeconds(30))).isEqualTo(Grade.READY);
  }
}
