package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncEventsTest {

  @Test
  void synced_isCountedByItsOutcomeAndToldToAll() {
    var events = new SyncEvents();
    List<SyncReport> told = new ArrayList<>();
    events.listen(listener(told));
    List<SyncOutcome> outcomes =
        List.of(
            new SyncOutcome.Fresh(1, ""),
            new SyncOutcome.Transient("network", "broke"),
            new SyncOutcome.NeedsPerson("secret", "mend it"),
            new SyncOutcome.Skipped("disabled", "switched off", Moment.unstated()));

    outcomes.forEach(outcome -> events.synced(report(outcome), Optional.empty()));

    assertThat(events.successes()).isEqualTo(1);
    assertThat(events.errors()).as("what is skipped has not failed").isEqualTo(2);
    assertThat(told).extracting(SyncReport::outcome).isEqualTo(outcomes);
  }

  private static SyncReport report(SyncOutcome outcome) {
    return new SyncReport(Rig.id("a"), outcome, Rig.START, Duration.ZERO);
  }

  private static SyncListener listener(List<SyncReport> told) {
    return new SyncListener() {
      @Override
      public void synced(SyncReport report) {
        told.add(report);
      }

      @Override
      public void swept(SweepReport report) {}
    };
  }
}
