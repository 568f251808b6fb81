package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.FLASHES;
import static io.quotakeeper.ledger.Scene.HOLDER;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.OF_GROUP;
import static io.quotakeeper.ledger.Scene.OWNER;
import static io.quotakeeper.ledger.Scene.SLOW;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.YUAN;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.QuotaDecision.Exhausted;
import io.quotakeeper.quota.QuotaDecision.LowQuota;
import io.quotakeeper.quota.QuotaDecision.Proceed;
import io.quotakeeper.quota.QuotaDecision.Unknown;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {

  private static final Window OF_SLOW = new Window(SLOW, "5h", FIVE_HOURS.unit());

  private static Decision decide(Scope subject, Evidence... evidence) {
    return decide(new Question(HOLDER, subject, ""), after(evidence));
  }

  private static Decision decide(Question question, OwnerState state) {
    return Decider.decide(question, state, Scene.POLICY, time("12:10"));
  }

  private static Decision of(Scope subject, Reading... readings) {
    return decide(subject, polled("12:00", readings));
  }

  @Test
  void weeklyZero_behindAHealthyFiveHours_exhausts() {
    Decision decision = of(FLASH, left(FIVE_HOURS, 0.9, "15:00"), left(WEEKLY, 0, "23:00"));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("23:00")));
    assertThat(decision.window()).isEqualTo("weekly");
    assertThat(decision.reason()).isEqualTo("weekly of model:flash-1: nothing left");
    assertThat(decision.headroom()).isEqualTo(Amount.share(0));
  }

  @Test
  void severalSpent_theOneThatComesBackLastTellsTheTime() {
    Decision decision = of(FLASH, left(FIVE_HOURS, 0, "15:00"), left(WEEKLY, 0, "23:00"));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("23:00")));
    assertThat(decision.window()).isEqualTo("weekly");
  }

  @Test
  void severalSpent_oneWithoutAReset_noTimeIsPromised() {
    Decision decision = of(FLASH, left(FIVE_HOURS, 0, "15:00"), left(WEEKLY, 0));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("")));
  }

  @Test
  void severalLow_theTightestDecides() {
    Decision decision = of(FLASH, left(FIVE_HOURS, 0.05, "15:00"), left(WEEKLY, 0.02, "23:00"));
    assertThat(decision.outcome()).isEqualTo(new LowQuota(0.02, moment("23:00")));
    assertThat(decision.headroom()).isEqualTo(Amount.share(0.02));
  }

  @Test
  void tenPercent_isNotLow() {
    assertThat(of(FLASH, left(FIVE_HOURS, 0.1)).outcome()).isEqualTo(new Proceed());
    assertThat(of(FLASH, left(FIVE_HOURS, 0.0999)).outcome()).isInstanceOf(LowQuota.class);
  }

  @Test
  void proceed_tellsTheTightestWindowAsHeadroom() {
    Decision decision = of(FLASH, left(FIVE_HOURS, 0.9), left(WEEKLY, 0.4));
    assertThat(decision.outcome()).isEqualTo(new Proceed());
    assertThat(decision.headroom()).isEqualTo(Amount.share(0.4));
    assertThat(decision.reason()).isEqualTo("weekly of model:flash-1: 40.0 % left");
  }

  @Test
  void windowsOfGroupAndAccount_countForTheModel_andOtherModelsDoNot() {
    Reading fine = left(FIVE_HOURS, 0.9);
    assertThat(of(FLASH, fine, left(OF_GROUP, 0)).outcome()).isInstanceOf(Exhausted.class);
    assertThat(of(FLASH, fine, left(OF_ACCOUNT, 0)).outcome()).isInstanceOf(Exhausted.class);
    assertThat(of(FLASH, fine, left(OF_SLOW, 0)).outcome()).isEqualTo(new Proceed());
    assertThat(of(SLOW, left(OF_SLOW, 0.9), left(OF_GROUP, 0)).outcome()).isEqualTo(new Proceed());
    assertThat(of(FLASHES, left(OF_GROUP, 0.9), left(FIVE_HOURS, 0)).outcome())
        .isEqualTo(new Proceed());
  }

  @Test
  void extra_neverBlocks_andAloneTellsNothing() {
    Reading spentExtra = Scene.extra(OF_ACCOUNT, Amount.share(0));
    assertThat(of(FLASH, left(FIVE_HOURS, 0.9), spentExtra).outcome()).isEqualTo(new Proceed());
    assertThat(of(FLASH, spentExtra).outcome()).isInstanceOf(Unknown.class);
    assertThat(of(FLASH, left(FIVE_HOURS, 0), Scene.extra(OF_ACCOUNT, Amount.share(1))).outcome())
        .isInstanceOf(Exhausted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "5,  5,  proceed",
    "0,  5,  proceed",
    "5,  0,  proceed",
    "0,  0,  exhausted",
    "-3, 5,  proceed",
    "0,  ,   unknown",
    "5,  ,   proceed"
  })
  void balances_inSeveralCurrencies_areAlternatives(double dollars, Double yuan, String word) {
    Amount other = yuan == null ? Amount.unknown() : Amount.balance(yuan);
    Decision decision = of(FLASH, reading(DOLLARS, Amount.balance(dollars)), reading(YUAN, other));
    assertThat(decision.outcome().word()).isEqualTo(word);
  }

  @Test
  void balance_isNoAlternativeToAWindow() {
    assertThat(of(FLASH, reading(DOLLARS, Amount.balance(5)), left(OF_ACCOUNT, 0)).outcome())
        .isInstanceOf(Exhausted.class);
  }

  @Test
  void notEntitled_exhaustsWithoutATime() {
    assertThat(of(FLASH, reading(FIVE_HOURS, Amount.notEntitled())).outcome())
        .isEqualTo(new Exhausted(moment("")));
  }

  @Test
  void unlimited_proceeds() {
    Decision decision = of(FLASH, reading(FIVE_HOURS, Amount.unlimited()));
    assertThat(decision.outcome()).isEqualTo(new Proceed());
    assertThat(decision.headroom()).isEqualTo(Amount.unlimited());
  }

  @Test
  void unknown_besideWhatIsKnown_doesNotMatter_andAloneIsUnknown() {
    Reading unknown = reading(WEEKLY, Amount.unknown());
    assertThat(of(FLASH, unknown).outcome()).isInstanceOf(Unknown.class);
    assertThat(of(FLASH).outcome()).isInstanceOf(Unknown.class);
    assertThat(of(FLASH, unknown).headroom()).isEqualTo(Amount.unknown());
    assertThat(of(FLASH, unknown, left(FIVE_HOURS, 0.9)).outcome()).isEqualTo(new Proceed());
    assertThat(of(FLASH, unknown, left(FIVE_HOURS, 0.05)).outcome()).isInstanceOf(LowQuota.class);
    assertThat(of(FLASH, unknown, left(FIVE_HOURS, 0)).outcome()).isInstanceOf(Exhausted.class);
  }

  @Test
  void spentWindow_pastItsReset_isNoLongerSpent() {
    assertThat(of(FLASH, left(FIVE_HOURS, 0, "12:10")).outcome()).isInstanceOf(Unknown.class);
    assertThat(of(FLASH, Scene.refilling(FIVE_HOURS, Amount.share(0), "12:10")).outcome())
        .isEqualTo(new Proceed());
  }

  @ParameterizedTest
  @CsvSource({
    "model:flash-1, model:flash-1, exhausted",
    "model:slow-1,  model:flash-1, proceed",
    "group:flashes, model:flash-1, exhausted",
    "group:flashes, model:slow-1,  proceed",
    "group:flashes, group:flashes, exhausted",
    "account,       model:slow-1,  exhausted",
    "account,       account,       exhausted",
    "model:flash-1, account,       proceed",
    "group:flashes, account,       proceed"
  })
  void refusal_blocksExactlyItsScope(String refused, String asked, String word) {
    Evidence refusal =
        refused("12:01", refusal(RefusalClass.THROTTLED, Scope.parse(refused), "", "12:30"));
    Decision decision = decide(Scope.parse(asked), polled("12:00", left(OF_ACCOUNT, 0.9)), refusal);
    assertThat(decision.outcome().word()).isEqualTo(word);
  }

  @Test
  void refusal_tellsItsClassAndTime() {
    Evidence refusal =
        refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "5h", "15:00"));
    Decision decision = decide(FLASH, polled("12:00", left(FIVE_HOURS, 1)), refusal);
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("15:00")));
    assertThat(decision.window()).isEqualTo("5h");
    assertThat(decision.reason()).isEqualTo("refused: window-exhausted");
  }

  @Test
  void refusal_withoutTime_promisesNone() {
    Evidence refusal = refused("12:09:50", refusal(RefusalClass.AMBIGUOUS, ""));
    assertThat(decide(FLASH, refusal).outcome()).isEqualTo(new Exhausted(moment("")));
    assertThat(decide(FLASH, refused("12:01", refusal(RefusalClass.AMBIGUOUS, ""))).outcome())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void shortThrottle_ofAModelWhoseWeekIsSpent_doesNotPromiseAnEarlyReturn() {
    Evidence throttle = refused("12:01", refusal(RefusalClass.THROTTLED, "12:11"));
    Decision decision = decide(FLASH, polled("12:00", left(WEEKLY, 0, "23:00")), throttle);
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("23:00")));
    assertThat(decision.window()).isEqualTo("weekly");
    assertThat(decision.reason()).isEqualTo("refused: throttled");
  }

  @Test
  void twoRefusals_theOneThatEndsLastDecides() {
    Decision decision =
        decide(
            FLASH,
            refused("12:01", refusal(RefusalClass.MONEY_EXHAUSTED, Scope.account(), "", "")),
            refused("12:01", refusal(RefusalClass.THROTTLED, "12:30")));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("")));
    assertThat(decision.reason()).isEqualTo("refused: money-exhausted");
  }

  @Test
  void refusedCredential_blocksItsAccountAlone() {
    OwnerState state =
        after(
            polled("12:00", left(OF_ACCOUNT, 0.9)),
            refused("12:01", refusal(RefusalClass.UNAUTHENTICATED, Scope.account(), "", "")));
    assertThat(decide(new Question(HOLDER, FLASH, ""), state).outcome())
        .isInstanceOf(Exhausted.class);
    assertThat(decide(new Question(new Holder(BEN, OWNER), FLASH, ""), state).outcome())
        .isEqualTo(new Proceed());
  }

  @Test
  void barred_exhaustsWhateverIsLeft() {
    Decision decision =
        decide(
            new Question(HOLDER, FLASH, "account is disabled"),
            after(polled("12:00", left(FIVE_HOURS, 0.9))));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("")));
    assertThat(decision.reason()).isEqualTo("account is disabled");
  }

  @Test
  void account_withoutWindowsOfItsOwn_isAsGoodAsItsBestPart() {
    Decision decision = of(Scope.account(), left(FIVE_HOURS, 0), left(OF_SLOW, 0.05, "15:00"));
    assertThat(decision.outcome()).isEqualTo(new LowQuota(0.05, moment("15:00")));
    assertThat(decision.subject()).isEqualTo(Scope.account());
    assertThat(decision.reason()).isEqualTo("model:slow-1: 5h of model:slow-1: 5.0 % left");
    assertThat(of(Scope.account(), left(FIVE_HOURS, 0.5), left(OF_SLOW, 0.9)).headroom())
        .isEqualTo(Amount.share(0.9));
    assertThat(of(Scope.account(), left(FIVE_HOURS, 0), left(OF_SLOW, 0)).outcome())
        .isInstanceOf(Exhausted.class);
    assertThat(of(Scope.account()).outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void account_whoseOwnWindowsAreFine_isNotExhaustedByOneModel() {
    assertThat(of(Scope.account(), left(OF_ACCOUNT, 0.9), left(FIVE_HOURS, 0)).outcome())
        .isEqualTo(new Proceed());
    assertThat(of(Scope.account(), left(OF_ACCOUNT, 0), left(FIVE_HOURS, 0.9)).outcome())
        .isInstanceOf(Exhausted.class);
  }

  @Test
  void account_ofWhichOnlyARefusedModelIsKnown_isUnknown() {
    assertThat(
            decide(
                    Scope.account(),
                    refused("12:01", refusal(RefusalClass.NOT_ENTITLED, FLASH, "", "")))
                .outcome())
        .isInstanceOf(Unknown.class);
  }
}
