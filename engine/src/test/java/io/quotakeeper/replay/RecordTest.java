package io.quotakeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What belongs together in a record, and what it lacks. */
class RecordTest {

  private static final Instant RESET = Tape.START.plus(Duration.ofHours(5));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Findings.OfStrategy only(Findings findings) {
    return findings.pools().getFirst().strategies().getFirst();
  }

  @Test
  void take_requestMadeAgainAfterARefusal_isCountedOnce() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(MINUTE).refuses("a", tape.lease("p", "a", "s"), "spent", RESET);
    tape.pause(MINUTE).serves("b", tape.lease("p", "b", "s", "a"));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.FILL_FIRST);

    Findings.OfPool pool = findings.pools().getFirst();
    assertThat(pool.requests()).isEqualTo(1);
    assertThat(pool.recorded()).isEqualTo(new Findings.Counts(1, 0, 1, 1));
    Findings.OfStrategy found = only(findings);
    assertThat(found.counts()).isEqualTo(new Findings.Counts(1, 0, 1, 1));
    assertThat(found.elsewhere()).isZero();
    assertThat(found.differences()).isEmpty();
  }

  @Test
  void take_requestMadeAgainTwice_isCountedOnce_andTheNextThatNamesTheSameAccountForItself() {
    var tape = new Tape().says("a", 10, 10, RESET).says("c", 10, 10, RESET);
    Instant until = Tape.START.plus(Duration.ofHours(1));
    tape.pause(MINUTE).refuses("a", tape.lease("p", "a", ""), "fast", until);
    tape.pause(MINUTE).refuses("b", tape.lease("p", "b", "", "a"), "fast", until);
    tape.pause(MINUTE).serves("c", tape.lease("p", "c", "", "a", "b"));
    tape.pause(MINUTE).serves("c", tape.lease("p", "c", "", "a", "b"));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "b", "c")), Strategy.FILL_FIRST);

    Findings.OfPool pool = findings.pools().getFirst();
    assertThat(pool.requests()).isEqualTo(2);
    assertThat(pool.recorded().refusals()).isEqualTo(2);
    assertThat(only(findings).elsewhere()).isZero();
    assertThat(only(findings).counts().noneLeft()).isZero();
  }

  @Test
  void take_refusedRequestThatIsNotMadeAgain_isNotMadeAgain() {
    var tape = new Tape().says("a", 10, 10, RESET);
    tape.pause(MINUTE).refuses("a", tape.lease("p", "a", ""), "spent", RESET);

    Findings.OfStrategy found = only(tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED));

    assertThat(found.counts()).isEqualTo(new Findings.Counts(1, 0, 0, 0));
    assertThat(found.avoided()).isZero();
  }

  @Test
  void take_leaseThatWasNeverSent_countsAsNothing() {
    var tape = new Tape().says("a", 10, 10, RESET);
    tape.ended("a", tape.lease("p", "a", "s"), false, Map.of());

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED);

    assertThat(findings.pools().getFirst().requests()).isZero();
    assertThat(findings.pools().getFirst().recorded().sessions()).isZero();
  }

  @Test
  void take_leaseWithoutAnEnd_countsAsUsedLater_andIsSaid() {
    var tape = new Tape().says("a", 10, 10, RESET);
    String old = tape.lease("p", "a", "");
    assertThat(old).isNotEmpty();
    tape.pause(Duration.ofMinutes(20)).says("a", 9, 10, RESET);
    assertThat(tape.lease("p", "a", "")).isNotEmpty();

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED);

    assertThat(findings.pools().getFirst().requests()).isEqualTo(1);
    assertThat(findings.gaps().unended()).isEqualTo(2);
  }

  @Test
  void take_answerWithoutALease_isARequestOfThePoolOfItsAccount() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(MINUTE).replied("b", Adapter.TRAFFIC, 200, "", "");
    tape.ended("b", "never heard of", true, Map.of());

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.FILL_FIRST);

    assertThat(findings.pools().getFirst().requests()).isEqualTo(1);
    assertThat(findings.gaps().unleased()).isEqualTo(1);
    assertThat(findings.gaps().withoutSession()).isEqualTo(1);
    assertThat(only(findings).elsewhere()).isEqualTo(1);
  }

  @Test
  void take_severalPools_areToldApart() {
    var tape = new Tape().says("a", 10, 10, RESET).says("b", 10, 10, RESET);
    tape.pause(MINUTE).serves("a", tape.lease("p", "a", ""));
    tape.pause(MINUTE).serves("b", tape.lease("q", "b", ""));
    tape.pause(MINUTE).serves("b", tape.lease("q", "b", ""));
    tape.pause(MINUTE).serves("b", tape.lease("other", "b", ""));
    tape.pause(MINUTE).serves("b", tape.lease("gone", "b", ""));

    Findings findings =
        tape.with(Tape.cast(Tape.pool("p", "a"), Tape.pool("q", "b")), Strategy.TIERED);

    assertThat(findings.pools())
        .extracting(Findings.OfPool::pool, Findings.OfPool::requests)
        .containsExactly(Tuple.tuple("p", 1L), Tuple.tuple("q", 2L));
    assertThat(findings.gaps().otherPools()).isEqualTo(1);
  }

  @Test
  void take_requestsOfOtherPools_useUpWhatAllStrategiesHave() {
    var tape = new Tape().says("a", 3, 10, RESET).says("b", 10, 10, RESET);
    for (int i = 0; i < 3; i++) {
      tape.pause(MINUTE).serves("a", tape.lease("other", "a", ""));
    }
    tape.pause(MINUTE).refuses("a", tape.lease("other", "a", ""), "spent", RESET);
    tape.pause(MINUTE).serves("b", tape.lease("p", "b", ""));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "b")), Strategy.FILL_FIRST);

    assertThat(findings.pools().getFirst().requests()).isEqualTo(1);
    assertThat(only(findings).elsewhere()).isZero();
  }

  @Test
  void take_accountsThatThereAreNot_areNamedAndLeftAside() {
    var tape = new Tape().says("ghost", 10, 10, RESET).says("a", 10, 10, RESET);
    tape.pause(MINUTE).serves("ghost", tape.lease("p", "ghost", ""));

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a", "missing")), Strategy.TIERED);

    assertThat(findings.gaps().strangers()).containsExactly(new AccountId("ghost"));
    assertThat(findings.pools().getFirst().requests()).isZero();
  }

  @Test
  void take_replyToACallThatThereIsNotAnyMore_isSaid() {
    var tape = new Tape().replied("a", "gone", 200, "", "");

    Findings findings = tape.with(Tape.cast(Tape.pool("p", "a")), Strategy.TIERED);

    assertThat(findings.gaps().unusable()).isEqualTo(1);
  }
}
