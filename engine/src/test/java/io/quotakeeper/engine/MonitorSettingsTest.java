package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorSettingsTest {

  @Test
  void smallestThatWork_areTaken() {
    assertThat(settings("PT0.001S", "PT0.001S", 1, "PT0.001S", "PT0.001S").slotsPerHost())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "interval,         PT0S,        PT30S,       PT10M,  PT24H",
    "interval,         PT-5M,       PT30S,       PT10M,  PT24H",
    "interval,         PT2628000H,  PT30S,       PT10M,  PT24H",
    "timeout,          PT5M,        PT0S,        PT10M,  PT24H",
    "timeout,          PT5M,        PT-1S,       PT10M,  PT24H",
    "freshness.ttl,    PT5M,        PT30S,       PT0S,   PT24H",
    "freshness.maxAge, PT5M,        PT30S,       PT10M,  PT0S",
    "freshness.maxAge, PT5M,        PT30S,       PT10M,  PT-24H",
  })
  void spanThatNoMonitorCanWorkWith_isRefusedByName(
      String name, String interval, String timeout, String ttl, String maxAge) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(interval, timeout, 64, ttl, maxAge))
        .withMessageStartingWith(name + " is not a duration above zero")
        .withMessageContaining("PT");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void noSlot_isRefused(int slots) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("PT5M", "PT30S", slots, "PT10M", "PT24H"))
        .withMessage("slotsPerHost is not 1 or more: " + slots);
  }

  private static MonitorSettings settings(
      String interval, String timeout, int slots, String ttl, String maxAge) {
    return new MonitorSettings(
        Duration.parse(interval),
        Duration.parse(timeout),
        slots,
        new Freshness(Duration.parse(ttl), Duration.parse(maxAge)),
        Thresholds.of(0.10));
  }
}
