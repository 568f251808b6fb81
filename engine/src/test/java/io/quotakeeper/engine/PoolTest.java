package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Selection;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {

  private static final AccountId A = id("a");

  private static Pool pool(
      int weight, Map<Purpose, Double> reserve, Map<AccountId, Double> reserves, Duration cost) {
    return new Pool(
        "p", List.of(A), Strategy.WEIGHTED, Map.of(A, weight), reserve, reserves, Map.of(), cost);
  }

  @Test
  void whatIsOutOfRange_isRefused() {
    refuses(() -> pool(0, Map.of(), Map.of(), Duration.ZERO), "weight of a");
    refuses(() -> pool(1, Map.of(Purpose.BATCH, 1.1), Map.of(), Duration.ZERO), "reserve of batch");
    refuses(() -> pool(1, Map.of(Purpose.BATCH, -0.1), Map.of(), Duration.ZERO), "reserve of");
    refuses(() -> pool(1, Map.of(), Map.of(A, Double.NaN), Duration.ZERO), "reserve of a");
    refuses(() -> pool(1, Map.of(), Map.of(), Duration.ofSeconds(-1)), "cost of a move");
  }

  private static void refuses(Runnable bad, String what) {
    assertThatIllegalArgumentException().isThrownBy(bad::run).withMessageContaining(what);
  }

  @Test
  void theGreaterReserve_holds() {
    Pool pool = pool(1, Map.of(Purpose.BATCH, 0.2), Map.of(A, 0.1), Duration.ZERO);
    assertThat(pool.reserveOf(A)).isEqualTo(Map.of(Purpose.BATCH, 0.2, Purpose.INTERACTIVE, 0.1));
    assertThat(pool.reserveOf(id("b"))).isEqualTo(Map.of(Purpose.BATCH, 0.2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void amountsThatAreNone_areRefused(double amount) {
    Map<Unit, Double> bad = Map.of(Unit.TOKENS, amount);
    refuses(() -> LeaseRequest.of("p", "m").withEstimate(bad), "estimate of tokens");
    refuses(() -> new LeaseOutcome.Used(bad), "usage of tokens");
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void everyStrategy_saysWhyAnAccountComesFirst(Strategy strategy) {
    var first = new LeaseCause.First(strategy);
    assertThat(first.text()).isNotBlank();
    assertThat(new LeaseCause.Moved(A, Reason.SPENT, first).text())
        .isEqualTo("the session moved from a (spent); " + first.text());
  }

  @Test
  void theLastDecisions_areKept_theNewestFirst() {
    var log = new DecisionLog(3);
    for (int i = 1; i <= 5; i++) {
      String pool = i % 2 == 0 ? "even" : "odd";
      log.add(number ->
          new LeaseDecision(
              number,
              Rig.START,
              LeaseRequest.of(pool, "m"),
              "m",
              "",
              new Selection(Optional.empty(), List.of(), Map.of()),
              new LeaseCause.None()));
    }
    assertThat(log.newest(9, _ -> true))
        .extracting(LeaseDecision::number)
        .containsExactly(5L, 4L, 3L);
    assertThat(log.newest(1, _ -> true)).extracting(LeaseDecision::number).containsExactly(5L);
    assertThat(log.newest(9, d -> d.request().pool().equals("even")))
        .extracting(LeaseDecision::number)
        .containsExactly(4L);
    assertThat(new LeaseCause.None().text()).isNotBlank();
  }

  @Test
  void anAccountThatIsInNoPool_endsTheSessionsStay() {
    try (var rig = Rig.of("a", "b")) {
      rig.quotas.syncAllQuotas();
      LeaseManager leases = rig.quotas.leases();
      leases.pools(List.of(Pool.of("p", List.of(A))));
      LeaseRequest talk = LeaseRequest.of("p", "group:core").withSession("talk");
      assertThat(leases.lease(talk)).isInstanceOf(LeaseGrant.Granted.class);
      leases.pools(List.of(Pool.of("p", List.of(id("b"), id("nobody")))));
      assertThat(((LeaseGrant.Granted) leases.lease(talk)).lease().account()).isEqualTo(id("b"));
      assertThat(((LeaseGrant.NoneLeft) leases.lease(talk.withExcept(Set.of(id("b"))))).retryAt())
          .as("it does not want the only one")
          .isEqualTo(Moment.unstated());
      leases.pools(List.of(Pool.of("p", List.of(A, id("b"))).withStrategy(Strategy.WEIGHTED)));
      assertThat(leases.lease(talk.withExcept(Set.of(id("b")))))
          .satisfies(grant ->
              assertThat(((LeaseGrant.Granted) grant).cause().text())
                  .contains("moved from b (tried)"));
      assertThat(leases.pools()).hasSize(1);
    }
  }
}
