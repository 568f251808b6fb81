package io.quotakeeper.ledger;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the successful answer of a quota call does to the windows of an owner. */
final class PollRules {

  /** After so many answers that do not mention it a window is gone. */
  private static final int MISSES = 3;

  private PollRules() {}

  /** The windows that the answer mentions. */
  static Map<Window, QuotaState> newcomers(Map<Window, QuotaState> known, Evidence.Polled polled) {
    Sighting seen = polled.sighting();
    var said =
        new Provenance(
            Source.POLLED,
            seen.account(),
            polled.chain(),
            polled.call(),
            seen.sentAt().minus(polled.lag()),
            seen.receivedAt());
    Map<Window, QuotaState> mentioned = new HashMap<>();
    for (Reading reading : polled.readings()) {
      QuotaState before = known.get(reading.window());
      boolean overrides = before == null || !polled.availabilityOnly();
      mentioned.put(
          reading.window(),
          before == null
              ? Merging.fresh(reading, said)
              : overrides ? Merging.newer(before, reading, said) : mentioned(before));
    }
    return mentioned;
  }

  /**
   * A known window, as far as the answer is silent of it. What another call of the same chain said
   * is replaced at once; what this call used to say is given up after the third silence; an older
   * answer takes nothing away.
   */
  static Optional<QuotaState> afterSilence(QuotaState known, Evidence.Polled polled) {
    Provenance said = known.provenance();
    boolean ofChain = said.source() == Source.POLLED && said.chain().equals(polled.chain());
    boolean isOlder = polled.sighting().sentAt().minus(polled.lag()).isBefore(said.asOf());
    boolean isMentioned =
        polled.readings().stream().anyMatch(r -> r.window().equals(known.reading().window()));
    if (!ofChain || isOlder || isMentioned || polled.availabilityOnly()) {
      return Optional.of(known);
    }
    int missed = known.missed() + 1;
    return !said.call().equals(polled.call()) || missed >= MISSES
        ? Optional.empty()
        : Optional.of(new QuotaState(known.reading(), said, known.metered(), missed));
  }

  private static QuotaState mentioned(QuotaState before) {
    return new QuotaState(before.reading(), before.provenance(), before.metered(), 0);
  }
}
