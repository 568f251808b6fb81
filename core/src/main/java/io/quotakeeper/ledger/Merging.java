package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Which of two readings of one window holds. */
final class Merging {

  private Merging() {}

  static SequencedMap<Window, QuotaState> merge(
      SequencedMap<Window, QuotaState> known, List<Reading> readings, Provenance said) {
    if (readings.isEmpty()) {
      return known;
    }
    NavigableMap<Window, QuotaState> merged = new TreeMap<>(known);
    for (Reading reading : readings) {
      merged.compute(
          reading.window(),
          (_, before) -> before == null ? fresh(reading, said) : newer(before, reading, said));
    }
    return merged;
  }

  /**
   * The state after {@code reading}: the new reading if it wins, else the old state, which in any
   * case was mentioned.
   */
  static QuotaState newer(QuotaState before, Reading reading, Provenance said) {
    if (!wins(before, reading, said) || isOfThePeriodBefore(before, reading, said)) {
      return before.mentioned();
    }
    return new QuotaState(
        reading, said.keepingCallOf(before.provenance()), Recount.next(before, reading, said), 0);
  }

  static QuotaState fresh(Reading reading, Provenance said) {
    return new QuotaState(reading, said, Metering.NONE, 0);
  }

  /**
   * Whether the value describes an instant before a reset that was stated and is over now, and
   * names no other: a provider that is late with its numbers goes on telling of a period that has
   * ended.
   */
  private static boolean isOfThePeriodBefore(QuotaState before, Reading reading, Provenance said) {
    Moment reset = before.reading().resetsAt();
    return reading.resetsAt() instanceof Moment.Unstated
        && reset.hasPassed(said.receivedAt())
        && !reset.hasPassed(said.asOf());
  }

  private static boolean wins(QuotaState before, Reading reading, Provenance said) {
    Provenance old = before.provenance();
    if (old.source().isProvider() != said.source().isProvider()) {
      // Providers outrank operators, except where they have nothing to say.
      return said.source().isProvider()
          ? !(reading.amount() instanceof Amount.Untold)
          : before.reading().amount() instanceof Amount.Untold;
    }
    if (said.isOlderThan(old)) {
      return false;
    }
    // "Unknown" carries no news of a value that still holds; it only ends one whose period is over.
    boolean stillHolds =
        !(before.reading().amount() instanceof Amount.Unknown) && !before.isOver(said.receivedAt());
    return !(reading.amount() instanceof Amount.Unknown) || !stillHolds;
  }
}
