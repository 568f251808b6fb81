package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.moment;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountPrioritizerTest {

  private static final String PRO = "pro";

  private static Candidate fit(String id, String plan, Amount headroom) {
    return candidate(id, plan, headroom, false, Moment.unstated());
  }

  private static Candidate refused(String id, String plan, Amount headroom, String until) {
    return candidate(id, plan, headroom, true, moment(until));
  }

  private static Candidate candidate(
      String id, String plan, Amount headroom, boolean refused, Moment until) {
    var holder = new Holder(new AccountId(id), new Owner("acme", id));
    var decision =
        new Decision(
            holder,
            Scope.account(),
            new QuotaDecision.Proceed(),
            "",
            new Ground.Said(""),
            headroom);
    return new Candidate(decision, new Plan(plan, ""), refused, until);
  }

  /** Puts them in disorder first, so that the order that comes out is the order made. */
  private static void assertOrder(Candidate... best) {
    for (int seed = 0; seed < 20; seed++) {
      List<Candidate> mixed = new ArrayList<>(List.of(best));
      Collections.shuffle(mixed, new Random(seed));
      assertThat(AccountPrioritizer.tiered(mixed)).containsExactly(best);
    }
  }

  @Test
  void tier_comesFirst_andNoTierLast() {
    assertOrder(
        fit("d", "ultra", Amount.share(0.1)),
        fit("c", PRO, Amount.share(0.2)),
        fit("b", "free", Amount.share(0.3)),
        fit("a", "", Amount.share(0.4)));
  }

  @Test
  void refused_comeAfterTheOthersOfTheirTier_theShorterWaitFirst_thoseWithoutAnEndLast() {
    assertOrder(
        fit("d", PRO, Amount.share(0.1)),
        refused("c", PRO, Amount.share(0.2), "12:10"),
        refused("b", PRO, Amount.share(0.3), "12:20"),
        refused("a", PRO, Amount.share(0.9), ""),
        fit("e", "free", Amount.share(1)));
  }

  @Test
  void headroom_decidesWithinATier_theMostFirst_whatIsNotKnownOrNotThereLast() {
    assertOrder(
        fit("f", PRO, Amount.unlimited()),
        fit("e", PRO, Amount.share(0.9)),
        fit("d", PRO, Amount.counted(40, 100)),
        fit("c", PRO, Amount.share(0)),
        fit("a", PRO, Amount.notEntitled()),
        fit("b", PRO, Amount.unknown()));
  }

  @Test
  void headroom_decidesBetweenEqualWaits() {
    assertOrder(
        refused("b", PRO, Amount.share(0.9), "12:10"),
        refused("a", PRO, Amount.share(0.2), "12:10"));
  }

  @Test
  void balanceWithoutLimit_countsAsPlenty_andTiesGoById() {
    assertOrder(
        fit("a", PRO, Amount.balance(3)),
        fit("b", PRO, Amount.share(1)),
        fit("c", PRO, Amount.unlimited()));
  }
}
