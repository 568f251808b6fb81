package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one successful answer of a quota call does to the windows of an owner. */
final class PollRules {

  /** After so many answers that do not mention it a window is gone. */
  private static final int MISSES = 3;

  private final Evidence.Polled polled;
  private final Map<Window, QuotaState> known;
  private final Provenance said;
  private final boolean late;

  PollRules(Evidence.Polled polled, Map<Window, QuotaState> known) {
    this.polled = polled;
    this.known = known;
    this.said = Provenance.of(polled);
    this.late = known.values().stream().anyMatch(this::overtook);
  }

  /** The instant that the numbers describe. */
  Instant asOf() {
    return said.asOf();
  }

  /** The windows after the answer. */
  NavigableMap<Window, QuotaState> windows() {
    NavigableMap<Window, QuotaState> next = new TreeMap<>(known);
    if (!late && !polled.availabilityOnly()) {
      dropSilent(next);
    }
    for (Reading reading : polled.readings()) {
      next.computeIfPresent(reading.window(), (_, before) -> mentioned(before, reading));
      if (!late) {
        next.computeIfAbsent(reading.window(), _ -> Merging.fresh(told(reading), said));
      }
    }
    return next;
  }

  /**
   * Whether a later answer of the same chain came in first. Then this one may still be news of a
   * window, but it no longer tells which windows there are.
   */
  private boolean overtook(QuotaState state) {
    Provenance other = state.provenance();
    return other.source() == Source.POLLED
        && other.isOfChain(polled.chain())
        && other.asOf().isAfter(said.asOf())
        && other.receivedAt().isAfter(polled.sighting().sentAt());
  }

  /**
   * What another call of the same chain said is replaced at once; what this call used to say is
   * given up after the third silence. What headers have told since then stays.
   */
  private void dropSilent(NavigableMap<Window, QuotaState> windows) {
    Set<Window> mentioned =
        polled.readings().stream().map(Reading::window).collect(Collectors.toSet());
    windows
        .entrySet()
        .removeIf(entry -> !mentioned.contains(entry.getKey()) && isGone(entry.getValue()));
    windows.replaceAll((window, state) ->
        !mentioned.contains(window) && isReplaceable(state) ? state.missedOnce() : state);
  }

  private boolean isGone(QuotaState state) {
    boolean sameCall = state.provenance().call().equals(polled.call());
    return isReplaceable(state) && (!sameCall || state.missed() + 1 >= MISSES);
  }

  private boolean isReplaceable(QuotaState state) {
    Provenance other = state.provenance();
    boolean toldSince = other.source() == Source.OBSERVED && other.asOf().isAfter(said.asOf());
    return other.isOfChain(polled.chain()) && !toldSince;
  }

  private QuotaState mentioned(QuotaState before, Reading reading) {
    // That a model exists is no news of anything but another such answer.
    boolean isNews =
        !polled.availabilityOnly() || before.reading().amount() instanceof Amount.Untold;
    return isNews ? Merging.newer(before, told(reading), said) : before.mentioned();
  }

  private Reading told(Reading reading) {
    boolean isRosy = polled.availabilityOnly() && reading.amount() instanceof Amount.Known;
    return isRosy ? reading.withAmount(Amount.unknown()) : reading;
  }
}
