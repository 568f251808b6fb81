package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.HOLDER;
import static io.quotakeeper.ledger.Scene.POLICY;
import static io.quotakeeper.ledger.Scene.SLOW;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.YUAN;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.extra;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.quota.Amount.balance;
import static io.quotakeeper.quota.Amount.counted;
import static io.quotakeeper.quota.Amount.share;
import static io.quotakeeper.quota.Amount.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.Scene;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.QuotaDecision.Exhausted;
import io.quotakeeper.quota.QuotaDecision.LowQuota;
import io.quotakeeper.quota.QuotaDecision.Proceed;
import io.quotakeeper.quota.QuotaDecision.Unknown;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import org.junit.jupiter.api.Test;

/**
 * Which of several windows decides, whatever the order of their names: {@code 5h} comes before
 * {@code balance} and {@code weekly}, and yuan ({@code cny}) before dollars.
 */
class BindingTest {

  private static final Thresholds HIGH_FOR_THE_WEEK =
      (owner, account, window) -> window.id().equals(WEEKLY.id()) ? 0.6 : 0.1;

  private static Decision decide(Scope subject, Policy policy, Evidence... evidence) {
    return Decider.decide(
        new Question(HOLDER, subject, ""), after(evidence), policy, time("12:10"));
  }

  private static Decision of(Reading... readings) {
    return decide(FLASH, POLICY, polled("12:00", readings));
  }

  private static Decision ofAccount(Reading... readings) {
    return decide(Scope.account(), POLICY, polled("12:00", readings));
  }

  @Test
  void severalSpent_theOneThatComesBackLast_decidesAlsoWhenItIsNamedFirst() {
    Decision decision = of(left(FIVE_HOURS, 0, "23:00"), left(WEEKLY, 0, "15:00"));
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("23:00")));
    assertThat(decision.window()).isEqualTo("5h");
  }

  @Test
  void severalLow_theTightest_decidesAlsoWhenItIsNamedFirst() {
    Decision decision = of(left(FIVE_HOURS, 0.02, "15:00"), left(WEEKLY, 0.05, "23:00"));
    assertThat(decision.outcome()).isEqualTo(new LowQuota(0.02, moment("15:00")));
  }

  @Test
  void severalEquallyTight_theFirstByNameDecides() {
    Decision decision = of(left(FIVE_HOURS, 0.05, "15:00"), left(WEEKLY, 0.05, "23:00"));
    assertThat(decision.outcome()).isEqualTo(new LowQuota(0.05, moment("15:00")));
  }

  @Test
  void lowWindow_isTighterThanOneThatIsNot_thoughMoreOfItIsLeft() {
    var policy = new Policy(Scene.GROUPS, HIGH_FOR_THE_WEEK, Scene.FRESHNESS);
    Evidence poll = polled("12:00", left(FIVE_HOURS, 0.2, "15:00"), left(WEEKLY, 0.5, "23:00"));
    assertThat(decide(FLASH, policy, poll).outcome()).isEqualTo(new LowQuota(0.5, moment("23:00")));
  }

  @Test
  void fullWindow_besideAnUnknownOneThatIsNamedFirst_proceeds() {
    Decision decision = of(reading(FIVE_HOURS, unknown()), left(WEEKLY, 1));
    assertThat(decision.outcome()).isEqualTo(new Proceed());
    assertThat(decision.window()).isEqualTo("weekly");
  }

  @Test
  void moneyWithLimits_theCurrencyWithTheGreaterShareLeft_standsForAll() {
    Reading dollars = reading(DOLLARS, counted(8, 10));
    assertThat(of(reading(YUAN, counted(30, 100)), dollars).headroom()).isEqualTo(counted(8, 10));
    assertThat(of(reading(YUAN, counted(90, 100)), dollars).headroom()).isEqualTo(counted(90, 100));
  }

  @Test
  void balances_thatServeEquallyWell_theFirstByNameStandsForAll() {
    assertThat(of(reading(YUAN, balance(5)), reading(DOLLARS, balance(7))).headroom())
        .isEqualTo(balance(5));
  }

  @Test
  void money_isNoAlternativeToWhatIsNoMoney_orOfAnotherScopeOrPeriod() {
    Reading dollars = reading(DOLLARS, balance(5));
    var requests = new Window(Scope.account(), "5h", Unit.REQUESTS);
    var ofModel = new Window(FLASH, "balance", new Unit("usd"));
    var monthly = new Window(Scope.account(), "monthly", new Unit("usd"));
    assertThat(of(dollars, left(requests, 0)).outcome()).isInstanceOf(Exhausted.class);
    assertThat(of(dollars, reading(ofModel, balance(0))).outcome()).isInstanceOf(Exhausted.class);
    assertThat(of(dollars, reading(monthly, balance(0))).outcome()).isInstanceOf(Exhausted.class);
  }

  @Test
  void refusal_thatOutlastsASpentWindow_tellsTheTime() {
    Evidence spent = refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "5h", "23:00"));
    Decision decision = decide(FLASH, POLICY, polled("12:00", left(WEEKLY, 0, "15:00")), spent);
    assertThat(decision.outcome()).isEqualTo(new Exhausted(moment("23:00")));
    assertThat(decision.window()).isEqualTo("5h");
  }

  @Test
  void bestPartOfAnAccount_isOneThatServes_beforeOneThatMay_beforeOneThatDoesNot() {
    var ofSlow = new Window(SLOW, "5h", Unit.REQUESTS);
    Reading open = reading(FIVE_HOURS, unknown());
    assertThat(ofAccount(open, left(ofSlow, 0.9)).outcome()).isEqualTo(new Proceed());
    assertThat(ofAccount(open, left(ofSlow, 0.05)).outcome()).isInstanceOf(LowQuota.class);
    assertThat(ofAccount(open, left(ofSlow, 0)).outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void bestPartOfAnAccount_isNoneOfWhichAnExtraAloneIsKnown() {
    var ofSlow = new Window(SLOW, "5h", Unit.REQUESTS);
    assertThat(ofAccount(left(FIVE_HOURS, 0), extra(ofSlow, share(1))).outcome())
        .isInstanceOf(Exhausted.class);
  }
}
