package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.bench.lab.WindowRule.Kind;
import org.junit.jupiter.api.Test;

class MeterTest {

  private static final long HOUR = Span.HOUR;

  @Test
  void fixedWindow_isFullAgainAtTheBoundary_notBefore() {
    Meter meter = new FixedMeter(Samples.window(Kind.FIXED, 2, "24h"), 0);
    use(meter, 2, 5 * HOUR);

    assertThat(meter.has(1, 24 * HOUR - 1)).isFalse();
    assertThat(meter.freeAt(1, 6 * HOUR)).isEqualTo(24 * HOUR);
    assertThat(meter.has(2, 24 * HOUR)).isTrue();
    assertThat(meter.has(3, 24 * HOUR)).isFalse();
  }

  @Test
  void fixedWindow_withAPhase_endsAtItsOwnTime() {
    Meter meter = new FixedMeter(Samples.window(Kind.FIXED, 1, "24h"), 3 * HOUR);
    use(meter, 1, HOUR);

    assertThat(meter.resetAt(HOUR)).isEqualTo(3 * HOUR);
    assertThat(meter.has(1, 3 * HOUR)).isTrue();
    assertThat(meter.resetAt(3 * HOUR)).isEqualTo(27 * HOUR);
  }

  @Test
  void firstUseWindow_runsFromItsFirstUse() {
    Meter meter = new FirstUseMeter(Samples.window(Kind.FIRST_USE, 2, "5h"));
    assertThat(meter.resetAt(HOUR)).isEqualTo(Meter.NEVER);

    use(meter, 1, 2 * HOUR);
    use(meter, 1, 6 * HOUR);

    assertThat(meter.resetAt(6 * HOUR)).isEqualTo(7 * HOUR);
    assertThat(meter.has(1, 7 * HOUR - 1)).isFalse();
    assertThat(meter.has(2, 7 * HOUR)).isTrue();
    assertThat(meter.resetAt(8 * HOUR)).isEqualTo(Meter.NEVER);
  }

  @Test
  void bucket_fillsUpAllTheTime() {
    Meter meter = new BucketMeter(Samples.window(Kind.BUCKET, 12, "60s"));
    assertThat(meter.resetAt(0)).isEqualTo(Meter.NEVER);
    use(meter, 12, 10_000);

    assertThat(meter.has(1, 14_999)).isFalse();
    assertThat(meter.freeAt(1, 12_000)).isEqualTo(15_000);
    assertThat(meter.freeAt(13, 12_000)).isEqualTo(Meter.NEVER);
    assertThat(meter.resetAt(12_000)).isEqualTo(70_000);
    assertThat(meter.left(40_000)).isCloseTo(6, within(1e-9));
    meter.refill(41_000);
    assertThat(meter.left(90_000)).isEqualTo(12);
  }

  @Test
  void rollingWindow_givesBackEachUseWhenItsLengthHasPassed() {
    Meter meter = new RollingMeter(Samples.window(Kind.ROLLING, 3, "60s"));
    use(meter, 1, 0);
    use(meter, 2, 20_000);

    assertThat(meter.freeAt(1, 30_000)).isEqualTo(60_000);
    assertThat(meter.freeAt(2, 30_000)).isEqualTo(80_000);
    assertThat(meter.freeAt(4, 30_000)).isEqualTo(Meter.NEVER);
    assertThat(meter.resetAt(30_000)).isEqualTo(80_000);
    assertThat(meter.left(59_999)).isZero();
    assertThat(meter.left(60_000)).isEqualTo(1);
    assertThat(meter.left(80_000)).isEqualTo(3);
  }

  @Test
  void whatLapses_isWhatThePoolLeftOfWhatOthersDidNotTake() {
    Meter meter = new FixedMeter(Samples.window(Kind.FIXED, 10, "1h"), 0);
    use(meter, 6, 0);
    meter.takeForOthers(2, 1);

    meter.left(3 * HOUR);

    assertThat(meter.lapsedUse()).isEqualTo(6);
    assertThat(meter.lapsedOffer()).isEqualTo(8 + 10 + 10);
  }

  @Test
  void others_takeWhatThereIs_andNoMore() {
    Meter meter = new FirstUseMeter(Samples.window(Kind.FIRST_USE, 3, "5h"));

    meter.takeForOthers(5, 0);

    assertThat(meter.left(0)).isZero();
  }

  @Test
  void earlyReset_makesItFull_andForgetsThatItWasKnownToBeSpent() {
    Meter meter = new FixedMeter(Samples.window(Kind.FIXED, 2, "24h"), 0);
    use(meter, 2, 0);
    meter.known(24 * HOUR, meter.refills(), 0);
    assertThat(meter.isKnownSpent(HOUR)).isTrue();
    int before = meter.refills();

    meter.refillEarly(2 * HOUR);

    assertThat(meter.has(2, 2 * HOUR)).isTrue();
    assertThat(meter.isKnownSpent(2 * HOUR)).isFalse();
    meter.known(24 * HOUR, before, 0);
    assertThat(meter.isKnownSpent(2 * HOUR)).as("by a refusal from before it").isFalse();
  }

  @Test
  void exhaustion_isCountedOnceAPeriod() {
    Meter meter = new FixedMeter(Samples.window(Kind.FIXED, 2, "1h"), 0);

    assertThat(meter.take(1, 0)).isFalse();
    assertThat(meter.take(1, 1)).isTrue();
    assertThat(meter.isNewlySpent(1, 2)).isFalse();
    assertThat(meter.take(1, HOUR)).isFalse();
    assertThat(meter.take(1, HOUR)).isTrue();
  }

  private static void use(Meter meter, int times, long now) {
    for (int i = 0; i < times; i++) {
      assertThat(meter.has(1, now)).isTrue();
      meter.use(1, now);
    }
  }
}
