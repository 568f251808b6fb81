package io.quotakeeper.engine;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import java.time.Instant;
import java.util.Set;

/** Which resets are worth a look of their own. Pure. */
final class Resets {

  /** They refill faster than anybody should ask; the ordinary interval is enough. */
  private static final Set<String> PACES = Set.of("second", "rpm", "tpm", "itpm", "otpm");

  private Resets() {}

  /** The next reset of a window that a quota call told of and of which something was used. */
  static Moment next(OwnerState state, Instant now) {
    return state.windows().values().stream()
        .filter(known -> known.provenance().source() == Source.POLLED)
        .map(QuotaState::reading)
        .filter(Resets::isWorthALook)
        .map(Reading::resetsAt)
        .filter(reset -> reset.isAfter(now))
        .reduce(Moment.unstated(), Moment::earlier);
  }

  private static boolean isWorthALook(Reading reading) {
    boolean used = reading.amount().fraction().orElse(1) < 1;
    return used && !PACES.contains(reading.window().id());
  }
}
