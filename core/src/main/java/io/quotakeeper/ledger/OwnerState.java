package io.quotakeeper.ledger;

import io.quotakeeper.quota.Window;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * All that is known of one owner. Immutable.
 *
 * @param windows by name, in the order of names
 * @param refusals those that nothing has lifted; some may have ended by time, see {@link
 *     StandingRefusal#stands}
 */
public record OwnerState(SequencedMap<Window, QuotaState> windows, List<StandingRefusal> refusals) {

  /** Nothing is known. */
  public static final OwnerState EMPTY = new OwnerState(WindowMap.of(Map.of()), List.of());

  /** Copies both, the windows under the names that their readings have. */
  public OwnerState {
    windows = WindowMap.of(windows);
    refusals = List.copyOf(refusals);
  }

  /** Whether nothing at all is known. */
  public boolean isEmpty() {
    return windows.isEmpty() && refusals.isEmpty();
  }

  /** Whether nothing is known but what an operator typed in. */
  boolean isOnlyStated() {
    return refusals.isEmpty()
        && windows.values().stream()
            .allMatch(known -> known.provenance().source() == Source.STATED);
  }

  OwnerState withWindows(SequencedMap<Window, QuotaState> other) {
    return new OwnerState(other, refusals);
  }

  OwnerState withRefusals(List<StandingRefusal> other) {
    return new OwnerState(windows, other);
  }
}
