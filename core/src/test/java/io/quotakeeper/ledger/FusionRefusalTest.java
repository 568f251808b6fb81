package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.FLASHES;
import static io.quotakeeper.ledger.Scene.SLOW;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.availability;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.ofSync;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.polledWithLag;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.seen;
import static io.quotakeeper.ledger.Scene.success;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.quota.Amount.balance;
import static io.quotakeeper.quota.RefusalClass.ACTION_REQUIRED;
import static io.quotakeeper.quota.RefusalClass.AMBIGUOUS;
import static io.quotakeeper.quota.RefusalClass.CAPACITY;
import static io.quotakeeper.quota.RefusalClass.MONEY_EXHAUSTED;
import static io.quotakeeper.quota.RefusalClass.NOT_ENTITLED;
import static io.quotakeeper.quota.RefusalClass.REQUEST_TOO_LARGE;
import static io.quotakeeper.quota.RefusalClass.THROTTLED;
import static io.quotakeeper.quota.RefusalClass.UNAUTHENTICATED;
import static io.quotakeeper.quota.RefusalClass.WINDOW_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which refusals still stand at 12:30, after all evidence came in, in this order. */
class FusionRefusalTest {

  record Case(String rule, boolean stands, List<Evidence> evidence) {
    @Override
    public String toString() {
      return (stands ? "stands: " : "ended: ") + rule;
    }
  }

  private static Case stands(String rule, Evidence... evidence) {
    return new Case(rule, true, List.of(evidence));
  }

  private static Case ended(String rule, Evidence... evidence) {
    return new Case(rule, false, List.of(evidence));
  }

  private static Reading five(double share, String resets) {
    return left(FIVE_HOURS, share, resets);
  }

  private static Evidence spent(String sent) {
    return refused(sent, refusal(WINDOW_EXHAUSTED, FLASH, "5h", "23:00"));
  }

  private static Evidence noMoney(String sent) {
    return refused(sent, refusal(MONEY_EXHAUSTED, Scope.account(), "", ""));
  }

  static Stream<Case> byTime() {
    return Stream.of(
        stands("before its stated time", refused("12:00", refusal(THROTTLED, "12:31"))),
        ended("at its stated time", refused("12:00", refusal(THROTTLED, "12:30"))),
        stands(
            "a spent window without a time, soon after",
            refused("12:26", refusal(WINDOW_EXHAUSTED, ""))),
        ended(
            "a spent window without a time, later",
            refused("12:25", refusal(WINDOW_EXHAUSTED, ""))),
        stands("without a time, soon after", refused("12:29:31", refusal(AMBIGUOUS, ""))),
        ended("without a time, later", refused("12:29:30", refusal(AMBIGUOUS, ""))),
        stands(
            "with a time that was over when it was stated, soon after",
            refused("12:29:31", refusal(THROTTLED, "12:00"))),
        stands(
            "without a time, the second time",
            refused("12:28", refusal(AMBIGUOUS, "")),
            refused("12:29:10", refusal(AMBIGUOUS, ""))),
        ended(
            "without a time, two that were under way together",
            refused(seen(ANNA, "12:28", "12:29:10"), refusal(AMBIGUOUS, "")),
            refused(seen(ANNA, "12:28:01", "12:29:10"), refusal(AMBIGUOUS, ""))),
        ended(
            "without a time, a success between",
            refused("12:28", refusal(AMBIGUOUS, "")),
            success("12:29"),
            refused("12:29:10", refusal(AMBIGUOUS, ""))),
        stands("no money, a long time after", noMoney("00:00")),
        stands("not entitled, a long time after", refused("00:00", refusal(NOT_ENTITLED, ""))),
        ended("no money, with a stated time", refused("12:00", refusal(MONEY_EXHAUSTED, "12:10"))));
  }

  static Stream<Case> byRepetition() {
    return Stream.of(
        stands(
            "a second one states a later time",
            refused("12:00", refusal(THROTTLED, "12:10")),
            refused("12:05", refusal(THROTTLED, "12:40"))),
        ended(
            "a second one states an earlier time",
            refused("12:00", refusal(THROTTLED, "12:40")),
            refused("12:05", refusal(THROTTLED, "12:10"))),
        stands(
            "the second one comes in first",
            refused("12:05", refusal(THROTTLED, "12:40")),
            refused("12:00", refusal(THROTTLED, "12:10"))),
        stands(
            "a second one states no time",
            refused("12:00", refusal(WINDOW_EXHAUSTED, "23:00")),
            refused("12:05", refusal(WINDOW_EXHAUSTED, ""))),
        stands(
            "a short throttle after a spent window",
            spent("12:00"),
            refused("12:05", refusal(THROTTLED, "12:06"))),
        stands(
            "a spent window after a short throttle",
            refused("12:05", refusal(THROTTLED, "12:06")),
            spent("12:07")),
        stands(
            "another window of the same model",
            spent("12:00"),
            refused("12:05", refusal(WINDOW_EXHAUSTED, FLASH, "daily", "12:06"))),
        stands(
            "another model",
            spent("12:00"),
            refused("12:05", refusal(WINDOW_EXHAUSTED, SLOW, "5h", "12:06"))));
  }

  static Stream<Case> bySuccess() {
    return Stream.of(
        ended("a success sent after it", spent("12:00"), success("12:01")),
        stands("a success sent before it", spent("12:00"), success("11:59")),
        stands("a success sent with it", spent("12:00"), success("12:00")),
        stands(
            "a success sent before it that came after it",
            spent("12:00"),
            success(seen(ANNA, "11:59", "12:02"), FLASH)),
        ended("a success sent after it that came in before it", success("12:01"), spent("12:00")),
        stands("a success of the past", success("11:59"), spent("12:00")),
        ended(
            "another account of the owner served",
            spent("12:00"),
            success(seen(BEN, "12:01", "12:01"), FLASH)),
        stands("a success of another model", spent("12:00"), success(seen("12:01"), SLOW)),
        stands(
            "a success of the account as such",
            spent("12:00"),
            success(seen("12:01"), Scope.account())),
        ended(
            "a success of a model of the group",
            refused("12:00", refusal(WINDOW_EXHAUSTED, FLASHES, "5h", "23:00")),
            success("12:01")),
        stands(
            "a success of a model outside the group",
            refused("12:00", refusal(WINDOW_EXHAUSTED, FLASHES, "5h", "23:00")),
            success(seen("12:01"), SLOW)),
        ended("no money, and any model served", noMoney("12:00"), success(seen("12:01"), SLOW)),
        stands(
            "an answer that was no success", spent("12:00"), header("12:01", five(0.5, "15:00"))));
  }

  static Stream<Case> byPoll() {
    Evidence before = polled("11:55", five(0.2, "15:00"));
    return Stream.of(
        stands("a rosy poll", before, spent("12:00"), polled("12:05", five(1, "15:00"))),
        stands(
            "a rosy poll without a reset",
            before,
            spent("12:00"),
            polled("12:05", left(FIVE_HOURS, 1))),
        stands("availability", before, spent("12:00"), availability("12:05", five(1, "20:00"))),
        ended("its window started anew", before, spent("12:00"), polled("12:05", five(1, "17:05"))),
        ended(
            "its window started anew, by a header",
            before,
            spent("12:00"),
            header("12:05", five(1, "17:05"))),
        stands("started anew and spent", before, spent("12:00"), polled("12:05", five(0, "17:05"))),
        stands(
            "started anew before it was refused",
            polled("10:00", five(0.2, "11:30")),
            spent("12:00"),
            polled("12:05", five(1, "16:45"))),
        stands(
            "a poll that was sent before it",
            before,
            spent("12:00"),
            polled(seen(ANNA, "11:59", "12:05"), "usage", five(1, "17:05"))),
        stands(
            "a poll whose numbers are from before it",
            before,
            spent("12:00"),
            polledWithLag("12:05", Duration.ofMinutes(6), five(1, "17:05"))));
  }

  static Stream<Case> byOtherWindows() {
    Evidence before = polled("11:55", five(0.2, "15:00"));
    return Stream.of(
        stands(
            "a floating reset",
            polled("11:55", five(1, "16:55")),
            spent("12:00"),
            polled("12:05", five(1, "17:05")),
            polled("12:15", five(1, "17:15:20"))),
        stands(
            "a reset that drifted by a minute more than the time between",
            before,
            spent("12:00"),
            polled("12:05", five(1, "15:11"))),
        ended(
            "a reset that moved by more than that",
            before,
            spent("12:00"),
            polled("12:05", five(1, "15:11:01"))),
        stands(
            "another window started anew",
            polled("11:55", left(Scene.WEEKLY, 0.2, "15:00")),
            spent("12:00"),
            polled("12:05", left(Scene.WEEKLY, 1, "22:00"))),
        stands(
            "its window started anew, but it names none",
            before,
            refused("12:00", refusal(WINDOW_EXHAUSTED, "23:00")),
            polled("12:05", five(1, "17:05"))),
        stands(
            "its window was not known before", spent("12:00"), polled("12:05", five(1, "17:05"))));
  }

  static Stream<Case> byMoney() {
    return Stream.of(
        ended(
            "a positive balance", noMoney("12:00"), polled("12:05", reading(DOLLARS, balance(5)))),
        ended(
            "a positive balance that came in before it",
            polled("12:05", reading(DOLLARS, balance(5))),
            noMoney("12:00")),
        stands("an empty balance", noMoney("12:00"), polled("12:05", reading(DOLLARS, balance(0)))),
        stands("a debt", noMoney("12:00"), polled("12:05", reading(DOLLARS, balance(-3)))),
        stands(
            "a balance of before", noMoney("12:00"), polled("11:59", reading(DOLLARS, balance(5)))),
        stands(
            "a balance of before, in order",
            polled("11:59", reading(DOLLARS, balance(5))),
            noMoney("12:00")),
        stands(
            "a full window that is not money", noMoney("12:00"), polled("12:05", five(1, "17:00"))),
        stands(
            "a spent window, and money",
            spent("12:00"),
            polled("12:05", reading(DOLLARS, balance(5)))));
  }

  static Stream<Case> byCredential() {
    Refusal rejected = refusal(UNAUTHENTICATED, Scope.account(), "", "");
    Refusal verify = refusal(ACTION_REQUIRED, Scope.account(), "", "");
    return Stream.of(
        ended("rejected, then a sync", refused("12:00", rejected), polled("12:05")),
        ended(
            "rejected by a sync, then a sync",
            refused("12:00", ofSync(UNAUTHENTICATED)),
            polled("12:05")),
        ended(
            "a slow rejection, and a sync meanwhile", polled("12:05"), refused("12:00", rejected)),
        stands("rejected after a sync", polled("11:59"), refused("12:00", rejected)),
        stands("verify, then a sync", refused("12:00", verify), polled("12:05")),
        ended(
            "verify, for syncs, then a sync",
            refused("12:00", ofSync(ACTION_REQUIRED)),
            polled("12:05")),
        ended(
            "verify, then a success of any model",
            refused("12:00", verify),
            success(seen("12:05"), SLOW)),
        stands(
            "rejected, and a sync of another account",
            refused("12:00", rejected),
            polled(seen(BEN, "12:05", "12:05"), "usage")),
        stands(
            "rejected, and a success of another account",
            refused("12:00", rejected),
            success(seen(BEN, "12:05", "12:05"), FLASH)),
        ended(
            "a lag does not make an accepted credential older",
            refused("12:00", rejected),
            polledWithLag("12:05", Duration.ofHours(1))));
  }

  static Stream<Case> byClass() {
    return Stream.of(
        ended(
            "capacity is not the account's fault", refused("12:29:59", refusal(CAPACITY, "23:00"))),
        ended(
            "a request too large is fine for others",
            refused("12:29:59", refusal(REQUEST_TOO_LARGE, "23:00"))),
        ended("a throttled sync does not stop traffic", refused("12:29:59", ofSync(THROTTLED))),
        ended(
            "a sync that is not entitled does not stop traffic",
            refused("12:29:59", ofSync(NOT_ENTITLED))),
        stands(
            "a credential refused by a sync stops traffic",
            refused("12:00", ofSync(UNAUTHENTICATED))));
  }

  @ParameterizedTest
  @MethodSource({
    "byTime",
    "byRepetition",
    "bySuccess",
    "byPoll",
    "byOtherWindows",
    "byMoney",
    "byCredential",
    "byClass"
  })
  void refusal_andOtherEvidence_standsOrHasEnded(Case rule) {
    boolean stands =
        after(rule.evidence).refusals().stream().anyMatch(r -> r.stands(time("12:30")));
    assertThat(stands).isEqualTo(rule.stands);
  }
}
