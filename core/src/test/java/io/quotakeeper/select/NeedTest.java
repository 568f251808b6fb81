package io.quotakeeper.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for, and the words of it. */
class NeedTest {

  private static final Scope MODEL = Scope.model("m");
  private static final Unit INPUT = new Unit("input-tokens");
  private static final Unit OUTPUT = new Unit("output-tokens");

  private static Need need(Map<Unit, Double> estimate) {
    return new Need(MODEL, estimate, Purpose.BATCH);
  }

  @Test
  void aNeedOfWhichNothingIsTold_isOneRequestThatSomebodyWaitsFor() {
    Need need = Need.of(MODEL);
    assertThat(need.of(Unit.REQUESTS)).isOne();
    assertThat(need.of(Unit.TOKENS)).isZero();
    assertThat(need.purpose()).isEqualTo(Purpose.INTERACTIVE);
    assertThat(need.subject()).isEqualTo(MODEL);
  }

  @Test
  void whatIsToldOfAUnit_holds_alsoIfItIsNothing() {
    Need need = need(Map.of(Unit.REQUESTS, 0.0, Unit.TOKENS, 7.0, INPUT, 4.0));
    assertThat(need.of(Unit.REQUESTS)).isZero();
    assertThat(need.of(Unit.TOKENS)).as("not 4").isEqualTo(7);
    assertThat(need.of(Unit.CREDITS)).isZero();
  }

  @Test
  void tokens_areThoseOfInputAndOutput_whereNothingElseIsTold() {
    Need need = need(Map.of(INPUT, 4.0, OUTPUT, 3.0));
    assertThat(need.of(Unit.TOKENS)).isEqualTo(7);
    assertThat(need.of(Unit.REQUESTS)).isOne();
    assertThat(need.of(Unit.CREDITS)).isZero();
    assertThat(need(Map.of(OUTPUT, 3.0)).of(Unit.TOKENS)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void anEstimateThatIsNoAmount_isRefused_withItsUnit(double amount) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> need(Map.of(Unit.TOKENS, amount)))
        .withMessage("estimate of tokens is no number of 0 or more");
  }

  @Test
  void anEstimate_isCopied() {
    Map<Unit, Double> estimate = new HashMap<>(Map.of(Unit.TOKENS, 1.0));
    Need need = need(estimate);
    estimate.put(Unit.TOKENS, 2.0);
    assertThat(need.of(Unit.TOKENS)).isOne();
  }

  @Test
  void words_areThoseThatUsersType() {
    assertThat(Arrays.stream(Strategy.values()).map(Strategy::word))
        .containsExactly(
            "tiered", "expiring-first", "most-headroom", "round-robin", "fill-first", "weighted");
    assertThat(Arrays.stream(Reason.values()).map(Reason::word))
        .containsExactly(
            "chosen", "ranked-lower", "spent", "refused", "held", "reserved", "barred", "tried");
    assertThat(Purpose.ofWord("batch")).contains(Purpose.BATCH);
    assertThat(Purpose.ofWord("interactive")).contains(Purpose.INTERACTIVE);
    assertThat(Purpose.ofWord("BATCH")).isEmpty();
  }

  @Test
  void aFlow_isHalvedEachQuarterOfAnHour() {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    Flow flow = Flow.NONE.plus(8, start).plus(2, start.plusSeconds(900));
    assertThat(flow.at(Flow.Look.at(start.plusSeconds(900)))).isEqualTo(6);
    assertThat(flow.at(Flow.Look.at(start.plusSeconds(2700)))).isEqualTo(1.5);
    assertThat(flow.at(Flow.Look.at(start))).as("nothing grows by looking back").isEqualTo(6);
    assertThat(Flow.NONE.at(Flow.Look.at(start))).isZero();
  }
}
