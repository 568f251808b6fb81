package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.seen;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StandingRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "AMBIGUOUS,        1, PT30S",
    "AMBIGUOUS,        2, PT1M",
    "AMBIGUOUS,        3, PT2M",
    "AMBIGUOUS,        5, PT8M",
    "AMBIGUOUS,        6, PT10M",
    "AMBIGUOUS,     1000, PT10M",
    "THROTTLED,        1, PT30S",
    "WINDOW_EXHAUSTED, 1, PT5M",
    "WINDOW_EXHAUSTED, 2, PT10M",
    "WINDOW_EXHAUSTED, 9, PT10M"
  })
  void refusal_withoutTime_lastsLongerEachTime(RefusalClass kind, int times, Duration pause) {
    var standing =
        new StandingRefusal(refusal(kind, ""), ANNA, time("12:00"), time("12:01"), times);
    assertThat(standing.endsAt()).isEqualTo(Moment.at(time("12:01").plus(pause)));
    assertThat(standing.statedEnd()).isEqualTo(Moment.unstated());
  }

  @Test
  void refusal_withTimeDaysAway_keepsIt() {
    Moment far = Moment.at(time("12:00").plus(Duration.ofHours(161)));
    Refusal spent = refusal(RefusalClass.WINDOW_EXHAUSTED, "").withUntil(far);
    var standing = new StandingRefusal(spent, ANNA, time("12:00"), time("12:00"), 9);
    assertThat(standing.endsAt()).isEqualTo(far);
    assertThat(standing.statedEnd()).isEqualTo(far);
  }

  @Test
  void refusal_withTimeOfThePast_countsAsWithoutTime() {
    var standing =
        new StandingRefusal(
            refusal(RefusalClass.THROTTLED, "11:00"), ANNA, time("12:00"), time("12:00"), 1);
    assertThat(standing.endsAt()).isEqualTo(moment("12:00:30"));
    assertThat(standing.statedEnd()).isEqualTo(Moment.unstated());
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalClass.class,
      names = {"UNAUTHENTICATED", "ACTION_REQUIRED", "MONEY_EXHAUSTED", "NOT_ENTITLED"})
  void refusal_thatWaitsForAPerson_doesNotEndByItself(RefusalClass kind) {
    var standing = new StandingRefusal(refusal(kind, ""), ANNA, time("12:00"), time("12:00"), 1);
    assertThat(standing.endsAt()).isEqualTo(Moment.unstated());
    assertThat(standing.stands(Instant.parse("2099-01-01T00:00:00Z"))).isTrue();
  }

  @Test
  void refusedCredential_concernsItsAccountAlone_andTwoStandSideBySide() {
    Refusal rejected = refusal(RefusalClass.UNAUTHENTICATED, Scope.account(), "", "");
    OwnerState state =
        after(
            refused(seen(ANNA, "12:00", "12:00"), rejected),
            refused(seen(BEN, "12:01", "12:01"), rejected));
    assertThat(state.refusals()).hasSize(2);
    assertThat(state.refusals().getFirst().concerns(ANNA)).isTrue();
    assertThat(state.refusals().getFirst().concerns(BEN)).isFalse();
  }

  @Test
  void spentWindow_concernsEveryAccountOfTheOwner() {
    OwnerState state = after(refused("12:00", refusal(RefusalClass.WINDOW_EXHAUSTED, "")));
    assertThat(state.refusals().getFirst().concerns(BEN)).isTrue();
  }

  @Test
  void refusals_ofMoreModelsThanAnybodyHas_areBounded_andThoseOfTheAccountStay() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(refused("00:00", refusal(RefusalClass.MONEY_EXHAUSTED, Scope.account(), "", "")));
    for (int i = 0; i < 1000; i++) {
      evidence.add(
          refused("12:00", refusal(RefusalClass.NOT_ENTITLED, Scope.model("m" + i), "", "")));
    }
    OwnerState state = after(evidence);
    assertThat(state.refusals()).hasSize(256);
    assertThat(state.refusals()).extracting(r -> r.refusal().scope()).contains(Scope.account());
  }

  @Test
  void refusal_longAfterTheOneBefore_countsAsTheFirst() {
    OwnerState state =
        after(
            refused("00:00", refusal(RefusalClass.AMBIGUOUS, "")),
            refused("00:10", refusal(RefusalClass.AMBIGUOUS, "")),
            refused("12:00", refusal(RefusalClass.AMBIGUOUS, "")));
    assertThat(state.refusals()).extracting(StandingRefusal::times).containsExactly(1);
  }
}
