package io.quotakeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Instant RESET = Tape.START.plus(Duration.ofHours(5));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Findings.OfStrategy only(Findings findings) {
    return findings.pools().getFirst().strategies().getFirst();
  }

  /** Ten requests, all to the first account, which has three left. */
  private static Tape herded() {
    var tape = new Tape().says("a", 3, 10, RESET).says("b", 10, 10, RESET);
    for (int i = 0; i < 10; i++) {
      tape.pause(MINUTE);
      String lease = tape.lease("p", "a", "");
      if (i < 3) {
        tape.serves("a", lease);
      } else {
        tape.refuses("a", lease, "spent", RESET);
      }
    }
    return tape;
  }

  @Test
  void take_strategyThatGoesElsewhere_avoidsTheRefusals() {
    Findings findings = herded().with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.MOST_HEADROOM);

    Findings.OfPool pool = findings.pools().getFirst();
    assertThat(pool.requests()).isEqualTo(10);
    assertThat(pool.recorded().refusals()).isEqualTo(7);
    Findings.OfStrategy found = only(findings);
    assertThat(found.counts().refusals()).isZero();
    assertThat(found.avoided()).isEqualTo(7);
    assertThat(found.added()).isZero();
    assertThat(found.counts().noneLeft()).isZero();
    assertThat(found.elsewhere()).isPositive();
    Difference first = found.differences().getFirst();
    assertThat(first.recorded()).isEqualTo(new AccountId("a"));
    assertThat(first.chosen()).contains(new AccountId("b"));
    assertThat(first.why()).isEqualTo("the most is left of it");
    assertThat(first.passedOver().orElseThrow().headroom()).isEqualTo(0.3, within(1e-9));
  }

  @Test
  void take_moreRequestsThanAllAccountsHave_leavesNoneForTheLast() {
    var tape = new Tape().says("a", 2, 10, RESET).says("b", 1, 10, RESET);
    for (int i = 0; i < 5; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    }

    Findings findings =
        tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.ROUND_ROBIN, Strategy.FILL_FIRST);

    // Five were served really, so that the reading of a was not all that it had.
    assertThat(findings.pools().getFirst().strategies())
        .allSatisfy(it -> {
          assertThat(it.counts().refusals()).isZero();
          assertThat(it.counts().noneLeft()).isPositive();
          assertThat(it.differences())
              .anySatisfy(d -> assertThat(d.effect()).isEqualTo(Difference.Effect.NONE_LEFT));
        });
  }

  @Test
  void take_earlyReset_isKnownToAllStrategiesAndStartsCountingAnew() {
    Instant next = RESET.plus(Duration.ofHours(5));
    var tape = herded();
    tape.pause(MINUTE).says("a", 10, 10, next).says("b", 10, 10, RESET);
    for (int i = 0; i < 4; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    }

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.FILL_FIRST);

    Findings.OfStrategy found = only(findings);
    // Fill-first uses a up, then b for seven; a is then full again, and has its four.
    assertThat(found.avoided()).isEqualTo(7);
    assertThat(found.elsewhere()).isEqualTo(7);
    assertThat(found.counts().noneLeft()).isZero();
    Findings.Lapsed lapsed = findings.pools().getFirst().lapsed().getFirst();
    assertThat(lapsed.window()).isEqualTo("5h");
    assertThat(lapsed.periods()).isEqualTo(1);
    assertThat(lapsed.recorded()).isZero();
  }

  @Test
  void findings_resetsThatPassed_tellWhatWasLeftWithEachStrategy() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    for (int i = 0; i < 8; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    }
    tape.says("a", 2, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(Duration.ofHours(6)).says("a", 10, 10, RESET.plus(Duration.ofHours(5)));

    Findings findings =
        tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.MOST_HEADROOM, Strategy.FILL_FIRST);

    Findings.Lapsed lapsed = findings.pools().getFirst().lapsed().getFirst();
    assertThat(lapsed.periods()).isEqualTo(2);
    assertThat(lapsed.recorded()).isEqualTo(0.6, within(1e-9));
    assertThat(lapsed.strategies().get(Strategy.MOST_HEADROOM)).isEqualTo(0.6, within(1e-9));
    assertThat(lapsed.strategies().get(Strategy.FILL_FIRST)).isEqualTo(0.6, within(1e-9));
  }

  @Test
  void take_readingsAreOfOthersUseToo_andAdjustedByWhatWouldHaveBeenUsed() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    for (int i = 0; i < 4; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    }
    // Of ten, four were used here and four by somebody else.
    tape.pause(MINUTE).says("a", 2, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));

    Findings.OfStrategy found =
        only(tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST));

    // All five to b: a would have six left, b five.
    assertThat(found.elsewhere()).isEqualTo(5);
    assertThat(found.differences().getLast().passedOver().orElseThrow().headroom())
        .isEqualTo(0.6, within(1e-9));
  }

  @Test
  void take_shareWhoseCostIsNotKnown_isTakenAsRecordedAndSaid() {
    String share =
        "{\"windows\":[{\"id\":\"5h\",\"share\":%d,\"reset\":" + RESET.getEpochSecond() + "}]}";
    var tape = new Tape().says("a", share.formatted(50)).says("b", share.formatted(50));
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    tape.pause(MINUTE).says("a", share.formatted(51));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST);

    assertThat(findings.gaps().unpriced()).containsExactly("5h");
  }

  @Test
  void take_shareWhoseCostWasLearned_isAdjusted() {
    String share =
        "{\"windows\":[{\"id\":\"5h\",\"share\":%d,\"reset\":" + RESET.getEpochSecond() + "}]}";
    var tape = new Tape().says("a", share.formatted(0)).says("b", share.formatted(0));
    for (int i = 0; i < 10; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    }
    tape.pause(MINUTE).says("a", share.formatted(20)).says("b", share.formatted(0));
    tape.pause(Duration.ofHours(5)).serves("a", tape.lease("p", "a", ""));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST);

    Findings.Lapsed lapsed = findings.pools().getFirst().lapsed().getFirst();
    assertThat(lapsed.recorded()).isEqualTo(0.9, within(1e-9));
    // What a request takes is known of a alone: it would have been full.
    assertThat(lapsed.strategies().get(Strategy.FILL_FIRST)).isEqualTo(1, within(1e-9));
    assertThat(findings.gaps().unpriced()).containsExactly("5h");
  }

  @Test
  void take_refusalThatHasNothingToDoWithUse_isMetByWhoGoesThere() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 9, 10, RESET);
    Instant until = Tape.START.plus(Duration.ofHours(1));
    tape.pause(MINUTE).refuses("b", tape.lease("p", "b", ""), "fast", until);
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));

    Findings findings =
        tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST, Strategy.MOST_HEADROOM);

    Findings.OfPool pool = findings.pools().getFirst();
    Findings.OfStrategy fill = pool.strategies().getFirst();
    assertThat(fill.counts().refusals()).isEqualTo(1);
    assertThat(fill.elsewhere()).isZero();
    Findings.OfStrategy most = pool.strategies().get(1);
    // It went to a, then to b, which would have refused it, and which it did not know yet.
    assertThat(most.avoided()).isEqualTo(1);
    assertThat(most.added()).isEqualTo(1);
    assertThat(most.counts().refusals()).isEqualTo(1);
    assertThat(most.differences())
        .extracting(Difference::effect)
        .containsExactly(Difference.Effect.AVOIDED, Difference.Effect.REFUSED);
  }

  @Test
  void take_accountThatOthersUsedUpMeanwhile_wouldHaveRefused() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 1, 10, RESET);
    tape.pause(MINUTE);
    String lease = tape.lease("p", "a", "");
    tape.says("b", 0, 10, RESET).pause(MINUTE).serves("a", lease);

    Findings.OfStrategy found =
        only(tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST));

    assertThat(found.counts().refusals()).isEqualTo(1);
    assertThat(found.added()).isEqualTo(1);
    assertThat(found.counts().noneLeft()).isZero();
  }

  @Test
  void take_accountThatRefusedForGood_isAskedByNobodyWhoMetIt() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 9, 10, RESET);
    tape.pause(MINUTE).refuses("b", tape.lease("p", "b", ""), "spent", RESET);
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));

    Findings.OfStrategy found =
        only(tape.with(Tape.cast(Tape.pool("p", "b", "a")), Strategy.FILL_FIRST));

    assertThat(found.counts().refusals()).isEqualTo(1);
    assertThat(found.elsewhere()).isZero();
  }

  @Test
  void take_capacityIsNoAccountsFault_andCountsAsNoRefusal() {
    var tape = new Tape().says("a", 10, 10, RESET);
    tape.pause(MINUTE).refuses("a", tape.lease("p", "a", ""), "busy", RESET);

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED);

    assertThat(findings.pools().getFirst().recorded().refusals()).isZero();
    assertThat(only(findings).counts().refusals()).isZero();
  }

  @Test
  void take_statedLimits_holdForAllStrategies() {
    var window = new Window(Scope.account(), "total", Unit.REQUESTS);
    var limit =
        new Reading(
            window, Role.LIMIT, Amount.cap(1), Moment.at(RESET), Moment.unstated(), Refill.FULL);
    var tape = new Tape();
    tape.happenings().add(new Happening.Stated(tape.sighting("a"), List.of(limit)));
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));

    Findings.OfStrategy found = only(tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED));

    assertThat(found.counts().noneLeft()).isEqualTo(1);
  }

  @Test
  void take_plansThatWereTold_rankAccounts() {
    String plan = "{\"plan\":\"%s\",\"windows\":[]}";
    var tape = new Tape().says("a", plan.formatted("free")).says("b", plan.formatted("ultra"));
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));

    Findings.OfStrategy found =
        only(tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.TIERED));

    assertThat(found.differences().getFirst().chosen()).contains(new AccountId("b"));
  }

  @Test
  void take_credentialRefusedByTheQuotaCall_isKnownToAllStrategies() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(MINUTE).replied("a", "usage", 401, "{\"error\":\"who\"}", "");
    tape.pause(MINUTE).replied("b", "extra", 401, "{\"error\":\"who\"}", "");
    tape.pause(MINUTE).serves("b", tape.lease("p", "b", ""));

    Findings.OfStrategy found =
        only(tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.FILL_FIRST));

    assertThat(found.elsewhere()).isZero();
  }

  @Test
  void findings_nothingRecorded_sayNothing() {
    Findings findings = new Tape().with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED);

    assertThat(findings.span()).isEmpty();
    assertThat(findings.pools().getFirst().requests()).isZero();
  }
}
