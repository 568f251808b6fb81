package io.quotakeeper.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeedTakenTest {

  private static final Unit INPUT = new Unit("input-tokens");

  private static Need need(Map<Unit, Double> estimate) {
    return new Need(Scope.account(), estimate, Purpose.BATCH);
  }

  @Test
  void taken_nothingTold_isTheEstimate() {
    Need need = need(Map.of(Unit.TOKENS, 5.0));

    assertThat(need.taken(Map.of())).isSameAs(need);
  }

  @Test
  void taken_told_replacesWhatItTellsOf() {
    Need taken = need(Map.of(Unit.TOKENS, 5.0, Unit.REQUESTS, 2.0)).taken(Map.of(Unit.TOKENS, 7.0));

    assertThat(taken).isEqualTo(need(Map.of(Unit.TOKENS, 7.0, Unit.REQUESTS, 2.0)));
  }

  @Test
  void taken_partsOfTokensTold_areNotBesideTheEstimateOfAll() {
    Need taken = need(Map.of(Unit.TOKENS, 5.0)).taken(Map.of(INPUT, 7.0));

    assertThat(taken.of(Unit.TOKENS)).isEqualTo(7);
  }

  @Test
  void units_areThoseThatSomethingIsKnownOf() {
    assertThat(need(Map.of()).units()).containsExactly(Unit.REQUESTS);
    assertThat(need(Map.of(INPUT, 1.0)).units())
        .containsExactlyInAnyOrder(INPUT, Unit.REQUESTS, Unit.TOKENS);
  }
}
