package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.OF_GROUP;
import static io.quotakeeper.ledger.Scene.TOKENS;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.ledger.Scene.trickling;
import static io.quotakeeper.select.Stand.NEED;
import static io.quotakeeper.select.Stand.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorTest {

  private static Evidence left(double requests, String resets) {
    return polled("12:00", reading(FIVE_HOURS, Amount.counted(requests, 100), resets));
  }

  private static Ranking rank(Strategy strategy, Stand... stands) {
    return rank(strategy, 0, NOW, stands);
  }

  private static Ranking rank(Strategy strategy, long turn, Instant now, Stand... stands) {
    List<Glance> glances = Arrays.stream(stands).map(s -> s.glance(strategy, now)).toList();
    return Selector.rank(NEED, glances, new Selector.Way(strategy, turn, false, Set.of(), now));
  }

  private static List<String> order(Ranking ranking) {
    return IntStream.range(0, ranking.size())
        .mapToObj(place -> ranking.best(place).seat().account().value())
        .toList();
  }

  @Test
  void expiringFirst_takesWhatIsLostFirst_thenWhatHasMostLeft() {
    Ranking ranking =
        rank(
            Strategy.EXPIRING_FIRST,
            Stand.of("late", left(90, "20:00")),
            Stand.of("soon", left(20, "13:00")),
            Stand.of("soon-more", left(30, "13:01")),
            Stand.of("never", polled("12:00", reading(DOLLARS, Amount.balance(99)))));
    assertThat(order(ranking)).containsExactly("soon-more", "soon", "late", "never");
  }

  @Test
  void expiringFirst_goesByTheWindowThatBinds_notByTheNextReset() {
    // The day allows 6 requests until 23:00; the 5 hours allow 60, of which none is lost by
    // waiting.
    Stand boundByDay =
        Stand.of(
            "day",
            polled(
                "12:00",
                reading(FIVE_HOURS, Amount.counted(60, 100), "12:30"),
                reading(OF_ACCOUNT, Amount.counted(6, 500), "23:00")));
    Stand boundByHours =
        Stand.of(
            "hours",
            polled(
                "12:00",
                reading(FIVE_HOURS, Amount.counted(60, 100), "14:00"),
                reading(OF_ACCOUNT, Amount.counted(490, 500), "23:00")));
    assertThat(order(rank(Strategy.EXPIRING_FIRST, boundByDay, boundByHours)))
        .containsExactly("hours", "day");
  }

  @Test
  void expiringFirst_sessionsBeginInProportionToWhatWouldBeLost() {
    Stand soon = Stand.of("soon", left(60, "13:10"));
    Stand late = Stand.of("late", left(60, "15:10"));
    int begunSoon = 0;
    for (int session = 0; session < 40; session++) {
      List<Glance> glances =
          List.of(
              soon.glance(Strategy.EXPIRING_FIRST, NOW), late.glance(Strategy.EXPIRING_FIRST, NOW));
      var way = new Selector.Way(Strategy.EXPIRING_FIRST, 0, true, Set.of(), NOW);
      Standing best = Selector.rank(NEED, glances, way).best(0);
      assertThat(best.take(NEED, NOW)).isPresent();
      begunSoon += best.seat().account().value().equals("soon") ? 1 : 0;
    }
    assertThat(begunSoon).as("one hour against three").isBetween(29, 31);
  }

  @Test
  void mostHeadroom_countsWhatIsHeld() {
    Stand most = Stand.of("most", left(52, "15:00"));
    Stand next = Stand.of("next", left(51, "15:00"));
    assertThat(order(rank(Strategy.MOST_HEADROOM, next, most))).containsExactly("most", "next");
    most.standing().take(NEED, NOW);
    most.standing().take(NEED, NOW);
    assertThat(order(rank(Strategy.MOST_HEADROOM, next, most))).containsExactly("next", "most");
  }

  @Test
  void roundRobin_takesEachInTurn_andWeighted_inProportion() {
    Stand[] stands = {stand("a", 0, 1), stand("b", 1, 3)};
    assertThat(choices(Strategy.ROUND_ROBIN, 4, stands)).containsExactly("a", "b", "a", "b");

    Stand[] weighted = {stand("a", 0, 1), stand("b", 1, 3)};
    List<String> chosen = choices(Strategy.WEIGHTED, 400, weighted);
    assertThat(chosen.stream().filter("b"::equals).count()).isBetween(299L, 301L);
  }

  @Test
  void weighted_oneThatCouldNotServe_doesNotMakeUpForIt() {
    Stand back = stand("back", 0, 1);
    Stand busy = stand("busy", 1, 1);
    for (int turn = 1; turn <= 50; turn++) {
      busy.seat().given(turn, busy.seat().used());
    }
    back.seat().given(51, busy.seat().used());
    List<String> chosen = choices(Strategy.WEIGHTED, 40, back, busy);
    assertThat(chosen.stream().filter("back"::equals).count()).isBetween(19L, 20L);
  }

  private static Stand stand(String id, int place, double weight) {
    return Stand.of(id, new Seat(new AccountId(id), place, weight, Map.of()), left(90, "15:00"));
  }

  private static List<String> choices(Strategy strategy, int many, Stand... stands) {
    return IntStream.range(0, many)
        .mapToObj(turn -> {
          Standing best = rank(strategy, turn, NOW, stands).best(0);
          double least = Arrays.stream(stands).mapToDouble(s -> s.seat().used()).min().orElse(0);
          best.seat().given(turn + 1, least);
          return best.seat().account().value();
        })
        .toList();
  }

  @Test
  void fillFirst_staysWithTheFirstUntilItIsUsedUp() {
    Stand first = stand("first", 0, 1);
    Stand second = stand("second", 1, 1);
    first.learn(left(1, "15:00"));
    assertThat(order(rank(Strategy.FILL_FIRST, second, first))).containsExactly("first", "second");
    first.standing().take(NEED, NOW);
    assertThat(order(rank(Strategy.FILL_FIRST, second, first))).containsExactly("second");
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void unknownOnes_comeAfterKnownOnes_andBeforeNothing(Strategy strategy) {
    Stand unknown = Stand.of("unknown");
    Stand low = Stand.of("low", left(5, "23:00"));
    assertThat(order(rank(strategy, unknown, low))).containsExactly("low", "unknown");
    assertThat(order(rank(strategy, unknown))).containsExactly("unknown");
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void oneOfTwenty_goesToAnUnknownOne_unlessOneIsUnderWayThere(Strategy strategy) {
    Stand unknown = Stand.of("unknown");
    Stand good = Stand.of("good", left(50, "23:00"));
    assertThat(order(rank(strategy, 19, NOW, good, unknown)).getFirst()).isEqualTo("unknown");
    assertThat(order(rank(strategy, 20, NOW, good, unknown)).getFirst()).isEqualTo("good");
    unknown.standing().take(NEED, NOW);
    assertThat(order(rank(strategy, 39, NOW, good, unknown)).getFirst()).isEqualTo("good");
  }

  @Test
  void lowOnes_areSpared_unlessTheyAreMeantToBeUsedUp() {
    Stand low = Stand.of("low", left(5, "13:00"));
    Stand enough = Stand.of("enough", left(15, "23:00"));
    assertThat(order(rank(Strategy.ROUND_ROBIN, low, enough))).containsExactly("enough", "low");
    assertThat(order(rank(Strategy.EXPIRING_FIRST, low, enough))).containsExactly("low", "enough");
  }

  @Test
  void refusedAndSpentOnes_areNotUsed_andSaySo() {
    Ranking ranking =
        rank(
            Strategy.TIERED,
            Stand.of("spent", left(0, "15:00")),
            Stand.of(
                "refused",
                left(50, "15:00"),
                refused("12:05", refusal(RefusalClass.THROTTLED, "12:11"))),
            Stand.of("good", left(50, "15:00")));
    assertThat(order(ranking)).containsExactly("good");
    Selection selection = ranking.chosen(0);
    assertThat(selection.chosen().orElseThrow().reason()).isEqualTo(Reason.CHOSEN);
    assertThat(selection.passedOver())
        .extracting(verdict -> verdict.standing().seat().account().value() + " " + verdict.reason())
        .containsExactly("spent SPENT", "refused REFUSED");
    assertThat(selection.rest()).isEmpty();
  }

  @Test
  void oneThatWasRefusedWithoutATime_comesLastUntilItIsHeardOfAgain() {
    Instant afterThePause = time("12:06");
    Stand refused =
        Stand.of(
            "refused", left(90, "13:00"), refused("12:05", refusal(RefusalClass.THROTTLED, "")));
    Stand unknown = Stand.of("unknown");
    assertThat(order(rank(Strategy.EXPIRING_FIRST, 0, afterThePause, refused, unknown)))
        .containsExactly("unknown", "refused");
  }

  @Test
  void ofManyAccounts_eightThatWerePassedOverAreTold_andTheRestIsCounted() {
    Stand[] stands =
        Stream.concat(
                IntStream.range(0, 40).mapToObj(i -> Stand.of("spent-" + i, left(0, "15:00"))),
                IntStream.range(0, 60).mapToObj(i -> Stand.of("good-" + i, left(50, "15:00"))))
            .toArray(Stand[]::new);
    Selection selection = rank(Strategy.ROUND_ROBIN, stands).chosen(0);
    assertThat(selection.passedOver()).hasSize(8);
    assertThat(selection.passedOver())
        .extracting(Verdict::reason)
        .containsExactly(
            Reason.RANKED_LOWER,
            Reason.RANKED_LOWER,
            Reason.RANKED_LOWER,
            Reason.SPENT,
            Reason.SPENT,
            Reason.SPENT,
            Reason.SPENT,
            Reason.SPENT);
    assertThat(selection.rest()).isEqualTo(Map.of(Reason.RANKED_LOWER, 56, Reason.SPENT, 35));
  }

  @Test
  void anAccountThatIsNotWanted_isPassedOver() {
    Stand a = Stand.of("a", left(50, "15:00"));
    Stand b = Stand.of("b", left(40, "15:00"));
    var way = new Selector.Way(Strategy.TIERED, 0, false, Set.of(new AccountId("a")), NOW);
    List<Glance> glances = List.of(a.glance(Strategy.TIERED, NOW), b.glance(Strategy.TIERED, NOW));
    Ranking ranking = Selector.rank(NEED, glances, way);
    assertThat(order(ranking)).containsExactly("b");
    assertThat(ranking.chosen(0).passedOver().getFirst().reason()).isEqualTo(Reason.TRIED);
  }

  /** A request was refused at noon as too large for what is left of the day's tokens. */
  private static Stand remnantOf(double tokens, Evidence... more) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(header("12:00", reading(TOKENS, Amount.counted(tokens, 1000), "23:00")));
    evidence.add(refused("12:00", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "daily", "23:00")));
    evidence.addAll(List.of(more));
    return Stand.of("a", evidence.toArray(new Evidence[0]));
  }

  private static Need tokens(double estimate) {
    return new Need(FLASH, Map.of(Unit.TOKENS, estimate), Purpose.INTERACTIVE);
  }

  @ParameterizedTest
  @CsvSource({"50, true", "51, false", "0, false"})
  void whatWasTooLittleForOne_isGivenToASmallerOne_ifTwiceItsEstimateFits(
      double estimate, boolean isGiven) {
    Standing standing = remnantOf(100).standing();
    assertThat(standing.whyNot(tokens(estimate)).isEmpty()).isEqualTo(isGiven);
    assertThat(standing.take(tokens(estimate), NOW).isPresent()).isEqualTo(isGiven);
  }

  @Test
  void whatWasTooLittleForOne_ranksBehindAllOthers() {
    Standing remnant = remnantOf(100).standing();
    assertThat(remnant.grade(tokens(50), Strategy.TIERED, NOW)).isEqualTo(Grade.UNPROVEN);
    assertThat(remnant.decision().outcome()).isInstanceOf(QuotaDecision.Exhausted.class);
  }

  /** What keeps all of it shut. */
  static Stream<Evidence> shutters() {
    return Stream.of(
        header("12:01", reading(TOKENS, Amount.counted(0, 1000), "23:00")),
        polled("12:01", reading(TOKENS, Amount.counted(90, 1000), "23:00")),
        header("12:01", reading(FIVE_HOURS, Amount.counted(0, 10), "15:00")),
        header("12:01", reading(FIVE_HOURS, Amount.notEntitled())),
        refused("12:01", refusal(RefusalClass.AMBIGUOUS, "15:00")),
        refused("12:01", refusal(RefusalClass.THROTTLED, FLASH, "daily", "15:00")),
        refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "weekly", "23:00")),
        refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, OF_GROUP.scope(), "5h", "23:00")));
  }

  @ParameterizedTest
  @MethodSource("shutters")
  void aRemnant_isShut_whereNothingTellsOfIt_orElseIsInTheWay(Evidence shutter) {
    assertThat(remnantOf(100, shutter).standing().isClosed()).isTrue();
  }

  @Test
  void aRemnantOfRequests_isNone() {
    Stand stand =
        Stand.of(
            "a",
            header("12:00", reading(FIVE_HOURS, Amount.counted(3, 10), "15:00")),
            refused("12:00", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "5h", "15:00")));
    assertThat(stand.standing().isClosed()).isTrue();
  }

  @Test
  void aNeed_fitsAtOnce_orWhenEnoughIsBack() {
    Stand stand =
        Stand.of(
            "a",
            header(
                "12:10",
                trickling(TOKENS, Amount.counted(20, 100), "13:30"),
                reading(FIVE_HOURS, Amount.share(0.5), "15:00")));
    assertThat(stand.standing().fitsAt(tokens(20), NOW)).isEqualTo(Moment.at(NOW));
    assertThat(stand.standing().fitsAt(tokens(60), NOW)).isEqualTo(moment("12:50"));
    assertThat(stand.standing().fitsAt(tokens(101), NOW)).isEqualTo(moment("13:30"));
  }

  @Test
  void aWindowThatFillsUpAllTheTime_losesNothing() {
    Stand stand = Stand.of("a", polled("12:00", trickling(TOKENS, Amount.counted(0, 9), "12:20")));
    assertThat(stand.standing().lapse()).isEqualTo(Lapse.NEVER);
  }

  @Test
  void aSpentWindowThatFillsUpAllTheTime_isBackWithItsFirstUnit() {
    Stand stand =
        Stand.of("a", polled("12:10", trickling(FIVE_HOURS, Amount.counted(0, 80), "13:30")));
    assertThat(stand.standing().decision().outcome().resetTime()).isEqualTo(moment("12:11"));
    assertThat(stand.standing(time("12:11")).isClosed()).isFalse();
  }
}
