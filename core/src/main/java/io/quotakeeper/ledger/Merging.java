package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which of two readings of one window holds. */
final class Merging {

  private Merging() {}

  static Map<Window, QuotaState> merge(
      Map<Window, QuotaState> known, List<Reading> readings, Provenance said) {
    Map<Window, QuotaState> merged = new TreeMap<>(known);
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
    QuotaState mentioned =
        new QuotaState(before.reading(), before.provenance(), before.metered(), 0);
    if (!wins(before, reading, said)) {
      return mentioned;
    }
    boolean restated =
        said.source() == Source.STATED && !before.reading().resetsAt().hasPassed(said.asOf());
    return new QuotaState(reading, said, restated ? before.metered() : 0, 0);
  }

  static QuotaState fresh(Reading reading, Provenance said) {
    return new QuotaState(reading, said, 0, 0);
  }

  private static boolean wins(QuotaState before, Reading reading, Provenance said) {
    Provenance old = before.provenance();
    if (old.source().isProvider() != said.source().isProvider()) {
      return said.source().isProvider();
    }
    if (said.asOf().isBefore(old.asOf())) {
      return false;
    }
    // "Unknown" carries no news of a value that still holds; it only ends one whose period is over.
    boolean saysNothing = reading.amount() instanceof Amount.Unknown;
    boolean stillHolds =
        !(before.reading().amount() instanceof Amount.Unknown)
            && !before.reading().resetsAt().hasPassed(said.receivedAt());
    return !saysNothing || !stillHolds;
  }
}
