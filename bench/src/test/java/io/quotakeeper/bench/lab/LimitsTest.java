package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static Limits limits(String windows) {
    AccountGroup group = Samples.group("- {id: a, windows: [%s]}".formatted(windows));
    return Limits.of(group, new SplittableRandom(1));
  }

  @Test
  void request_isTakenOfEveryWindowThatCoversIt_orOfNone() {
    Limits limits =
        limits(
            "{id: rpm, kind: rolling, limit: 1, every: 1m}, {id: daily, kind: fixed, limit: 5,"
                + " every: 24h}");

    assertThat(limits.take("m", 0, 0).isServed()).isTrue();
    Ruling refused = limits.take("m", 0, 1);

    assertThat(refused.isServed()).isFalse();
    assertThat(refused.freeAt()).isEqualTo(60_000);
    assertThat(limits.meters().getLast().left(1)).isEqualTo(4);
  }

  @Test
  void ofSeveralSpentWindows_theOneThatTakesLongestRefuses() {
    Limits limits =
        limits(
            "{id: daily, kind: fixed, limit: 1, every: 24h}, {id: rpm, kind: rolling, limit: 1,"
                + " every: 1m}");
    limits.take("m", 0, 0);

    Ruling refused = limits.take("m", 0, 1);

    assertThat(refused.refusing()).isSameAs(limits.meters().getFirst());
  }

  @Test
  void windowOfAModel_doesNotRefuseOthers() {
    Limits limits = limits("{id: 5h, kind: first-use, limit: 1, every: 5h, model: large}");

    assertThat(limits.take("large", 0, 0).isServed()).isTrue();
    assertThat(limits.take("large", 0, 0).isServed()).isFalse();
    assertThat(limits.take("small", 0, 0).isServed()).isTrue();
  }

  @Test
  void windowOfTokens_countsTokens() {
    Limits limits = limits("{id: tpm, kind: rolling, limit: 100, every: 1m, unit: tokens}");

    assertThat(limits.take("m", 60, 0).isServed()).isTrue();
    assertThat(limits.canServe("m", 41, 0)).isFalse();
    assertThat(limits.take("m", 40, 0).isServed()).isTrue();
  }

  @Test
  void refusal_isKnownOnceOneHasArrived_andUntilItsTruthEnds() {
    Limits limits = limits("{id: hourly, kind: fixed, limit: 1, every: 1h}");
    limits.take("m", 0, 0);
    Ruling first = limits.take("m", 0, 1);
    assertThat(limits.take("m", 0, 2).wasKnown()).isFalse();

    first.arrived(10);

    assertThat(limits.take("m", 0, 3).wasKnown()).isTrue();
    assertThat(limits.take("m", 0, 9).wasTold()).isTrue();
    assertThat(limits.take("m", 0, 10).wasTold()).as("by its own word it is over").isFalse();
    assertThat(limits.take("m", 0, 10).wasKnown()).as("by the truth it is not").isTrue();
    assertThat(limits.take("m", 0, Span.HOUR).isServed()).isTrue();
    assertThat(limits.take("m", 0, Span.HOUR).wasKnown()).isFalse();
  }
}
