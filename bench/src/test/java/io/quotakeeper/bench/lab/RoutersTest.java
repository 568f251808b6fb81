package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.bench.lab.CooldownRouter.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutersTest {

  private static final Scenario TWO =
      Samples.scenario(
          """
          summary: Two accounts, of which the second ends sooner.
          length: 1d
          accounts:
            - {id: day, windows: [{id: daily, kind: fixed, limit: 2, every: 24h}]}
            - {id: hour, windows: [{id: hourly, kind: fixed, limit: 2, every: 1h}]}
          load: [{kind: steady, rate: 10/h}]
          """);

  private final Upstream upstream = new Upstream(TWO, 1);

  private static Ask ask(String session, Integer... refusedBy) {
    return new Ask("any", session, 0, 0, List.of(refusedBy));
  }

  private static int account(Grant grant) {
    return ((Grant.Use) grant).account();
  }

  private LabReply refusal(long retryAfter) {
    var ruling =
        new Ruling(
            upstream.owners().getFirst().truth(0).meters().getFirst(), 0, 0, false, false, 0);
    var group = upstream.owners().getFirst().group();
    return new LabReply(group, ruling, 429, retryAfter, List.of());
  }

  @Test
  void roundRobin_takesEachInTurn() {
    var router = new CooldownRouter(Order.ROUND_ROBIN, false, upstream, 1);

    assertThat(account(router.acquire(ask(""), 0))).isZero();
    assertThat(account(router.acquire(ask(""), 0))).isEqualTo(1);
    assertThat(account(router.acquire(ask(""), 0))).isZero();
  }

  @Test
  void accountThatAnswered429_restsForAMinute_orAsLongAsItSaid() {
    var router = new CooldownRouter(Order.FIRST, false, upstream, 1);
    router.told(new Grant.Use(0, 0, ""), refusal(LabReply.UNTOLD), 0, 0);
    router.told(new Grant.Use(1, 0, ""), refusal(10), 0, 0);

    assertThat(router.acquire(ask(""), 9_999)).isEqualTo(new Grant.None(10_000));
    assertThat(account(router.acquire(ask(""), 10_000))).isEqualTo(1);
    assertThat(account(router.acquire(ask(""), 60_000))).isZero();
  }

  @Test
  void accountThatRefusedTheRequest_isNotGivenAgain() {
    var router = new CooldownRouter(Order.FIRST, false, upstream, 1);

    assertThat(account(router.acquire(ask("", 0), 0))).isEqualTo(1);
    assertThat(router.acquire(ask("", 0, 1), 0)).isInstanceOf(Grant.None.class);
  }

  @Test
  void session_keepsItsAccount_whereThatIsWanted() {
    var router = new CooldownRouter(Order.ROUND_ROBIN, true, upstream, 1);

    int first = account(router.acquire(ask("a"), 0));
    router.acquire(ask("b"), 0);

    assertThat(account(router.acquire(ask("a"), 0))).isEqualTo(first);
  }

  @Test
  void oracle_takesWhatEndsSoonest_andIsNeverRefused() {
    var oracle = new Oracle(Oracle.Order.SOONEST, upstream);
    int[] taken = new int[2];
    for (int i = 0; i < 4; i++) {
      int account = account(oracle.acquire(ask(""), 0));
      assertThat(upstream.send(account, "any", 0, 0).isServed()).isTrue();
      taken[account]++;
      assertThat(taken[1]).as("the hour before the day").isGreaterThanOrEqualTo(Math.min(2, i));
    }

    assertThat(oracle.acquire(ask(""), 0)).isInstanceOf(Grant.None.class);
  }
}
