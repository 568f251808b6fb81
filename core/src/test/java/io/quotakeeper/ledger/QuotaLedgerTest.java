package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.OWNER;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.seen;
import static io.quotakeeper.ledger.Scene.success;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotaLedgerTest {

  private final QuotaLedger ledger = new QuotaLedger(Scene.GROUPS);
  private final List<LedgerChange> told = new ArrayList<>();

  private void listen() {
    ledger.subscribe(told::add);
  }

  @Test
  void listener_isToldOfEachRealChangeOnce_withBeforeAndAfter() {
    listen();
    Evidence first = polled("12:00", left(FIVE_HOURS, 0.9));
    Evidence second = polled("12:05", left(FIVE_HOURS, 0.4));
    ledger.record(first);
    ledger.record(second);
    assertThat(told)
        .containsExactly(
            new LedgerChange(OWNER, OwnerState.EMPTY, after(first)),
            new LedgerChange(OWNER, after(first), after(first, second)));
  }

  @Test
  void listener_isNotTold_ofWhatChangesNothing() {
    Evidence poll = polled("12:05", left(FIVE_HOURS, 0.4));
    Evidence throttle = refused("12:05", refusal(RefusalClass.THROTTLED, "12:30"));
    ledger.record(poll);
    ledger.record(throttle);
    listen();
    ledger.record(poll);
    ledger.record(throttle);
    ledger.record(polled("12:00", left(FIVE_HOURS, 0.9)));
    ledger.record(success(seen("12:04"), Scene.SLOW));
    ledger.record(refused("12:06", refusal(RefusalClass.CAPACITY, "")));
    ledger.pardon(new Owner("acme", "nobody"), ANNA);
    ledger.restore(OWNER, OwnerState.EMPTY);
    assertThat(told).isEmpty();
  }

  @Test
  void listener_readsTheNewState_whileItIsTold() {
    List<OwnerState> seen = new ArrayList<>();
    ledger.subscribe(change -> seen.add(ledger.state(change.owner())));
    ledger.record(polled("12:05", left(FIVE_HOURS, 0.4)));
    assertThat(seen).containsExactly(ledger.state(OWNER));
  }

  @Test
  void listeners_areAllTold_andMayRecordThemselves() {
    listen();
    ledger.subscribe(change -> {
      if (change.after().windows().size() == 1) {
        ledger.record(polled("12:06", left(FIVE_HOURS, 0.4), left(WEEKLY, 0.5)));
      }
    });
    ledger.record(polled("12:05", left(FIVE_HOURS, 0.4)));
    assertThat(told).hasSize(2);
    assertThat(ledger.state(OWNER).windows()).containsOnlyKeys(FIVE_HOURS, WEEKLY);
  }

  @Test
  void state_ofAnUnknownOwner_isEmpty() {
    assertThat(ledger.state(OWNER)).isSameAs(OwnerState.EMPTY);
    assertThat(ledger.owners()).isEmpty();
  }

  @Test
  void restore_bringsBackWhatWasKnown_unlessSomethingNewerIs() {
    OwnerState old = after(polled("11:00", left(FIVE_HOURS, 0.9)));
    listen();
    ledger.restore(OWNER, old);
    assertThat(ledger.state(OWNER)).isEqualTo(old);
    assertThat(told).hasSize(1);
    ledger.record(polled("12:05", left(FIVE_HOURS, 0.4)));
    OwnerState now = ledger.state(OWNER);
    ledger.restore(OWNER, old);
    assertThat(ledger.state(OWNER)).isEqualTo(now);
  }

  @Test
  void pardon_endsWhatKeepsAnAccountFromServing_andNoMore() {
    ledger.record(polled("12:00", left(FIVE_HOURS, 0.9)));
    var rejected = refusal(RefusalClass.UNAUTHENTICATED, Scope.account(), "", "");
    ledger.record(refused(seen(ANNA, "12:01", "12:01"), rejected));
    ledger.record(refused(seen(BEN, "12:01", "12:01"), rejected));
    ledger.record(refused(seen(BEN, "12:01", "12:01"), refusal(RefusalClass.MONEY_EXHAUSTED, "")));
    ledger.pardon(OWNER, ANNA);
    assertThat(ledger.state(OWNER).refusals())
        .extracting(StandingRefusal::account)
        .containsExactly(BEN);
    assertThat(ledger.state(OWNER).refusals().getFirst().refusal()).isEqualTo(rejected);
    assertThat(ledger.state(OWNER).windows()).containsKey(FIVE_HOURS);
  }

  @Test
  void pardonOfACredential_endsItsRefusalsAlone() {
    var rejected = refusal(RefusalClass.UNAUTHENTICATED, Scope.account(), "", "");
    var noMoney = refusal(RefusalClass.MONEY_EXHAUSTED, "");
    ledger.record(refused(seen(ANNA, "12:01", "12:01"), rejected));
    ledger.record(refused(seen(BEN, "12:01", "12:01"), rejected));
    ledger.record(refused(seen(ANNA, "12:01", "12:01"), noMoney));
    ledger.pardonCredential(OWNER, ANNA);
    assertThat(ledger.state(OWNER).refusals())
        .extracting(StandingRefusal::account, StandingRefusal::refusal)
        .containsExactly(tuple(BEN, rejected), tuple(ANNA, noMoney));
  }

  @Test
  void cleanUp_forgetsOwnersThatAreGone_andCountsTheirWindows() {
    ledger.record(polled("12:00", left(FIVE_HOURS, 0.9), left(WEEKLY, 0.4)));
    listen();
    assertThat(ledger.cleanUp(Set.of(OWNER), time("12:01"))).isZero();
    assertThat(told).isEmpty();
    assertThat(ledger.cleanUp(Set.of(), time("12:01"))).isEqualTo(2);
    assertThat(told).hasSize(1);
    assertThat(ledger.owners()).isEmpty();
  }

  @Test
  void cleanUp_forgetsOldRefusals_andKeepsWindowsHoweverOld() {
    ledger.record(polled("00:00", left(FIVE_HOURS, 0.9)));
    ledger.record(refused("00:00", refusal(RefusalClass.THROTTLED, "00:01")));
    ledger.record(refused("00:00", refusal(RefusalClass.MONEY_EXHAUSTED, "")));
    assertThat(ledger.cleanUp(Set.of(OWNER), time("06:00"))).isZero();
    assertThat(ledger.state(OWNER).refusals()).hasSize(2);
    assertThat(ledger.cleanUp(Set.of(OWNER), time("06:01"))).isZero();
    assertThat(ledger.state(OWNER).refusals())
        .extracting(r -> r.refusal().kind())
        .containsExactly(RefusalClass.MONEY_EXHAUSTED);
    assertThat(ledger.state(OWNER).windows()).containsKey(FIVE_HOURS);
  }

  @Test
  void successes_areRememberedInBoundedSpace_theLatestOfAll() {
    Successes successes = Successes.NONE;
    for (int i = 0; i < 1000; i++) {
      Scope model = Scope.model("m" + i);
      successes = successes.with(new Success(ANNA, model, true, time("12:00").plusSeconds(i)));
    }
    assertThat(successes.latest()).hasSize(64);
    assertThat(successes.any(s -> s.subject().equals(Scope.model("m999")))).isTrue();
    assertThat(successes.any(s -> s.subject().equals(Scope.model("m0")))).isFalse();
  }

  @Test
  void success_takesThePlaceOfAnEarlierOneOfItsKind_andOfNoOther() {
    var first = new Success(ANNA, Scene.FLASH, true, time("12:00"));
    var others =
        List.of(
            new Success(BEN, Scene.FLASH, true, time("12:01")),
            new Success(ANNA, Scene.SLOW, true, time("12:01")),
            new Success(ANNA, Scene.FLASH, false, time("12:01")));
    Successes successes = Successes.NONE.with(first);
    for (Success other : others) {
      successes = successes.with(other);
    }
    assertThat(successes.latest()).startsWith(first).endsWith(others.toArray(Success[]::new));
    var next = new Success(ANNA, Scene.FLASH, true, time("12:02"));
    assertThat(successes.with(next).latest()).startsWith(others.getFirst()).endsWith(next);
    assertThat(successes.with(next).latest()).hasSize(4).doesNotContain(first);
  }
}
