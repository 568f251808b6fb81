package io.quotakeeper.ledger;

import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What happens to the refusals of an owner. */
final class Refusals {

  /** So long after its end a refusal still makes the next one of its kind last longer. */
  private static final Duration MEMORY = Duration.ofHours(6);

  /** More are not kept: models are named by clients, who may name any number of them. */
  private static final int MOST = 256;

  /** Those of one model go first, the oldest first. */
  private static final Comparator<StandingRefusal> MOST_DISPENSABLE =
      Comparator.<StandingRefusal, Boolean>comparing(
              r -> !(r.refusal().scope() instanceof Scope.Model))
          .thenComparing(StandingRefusal::sentAt);

  private Refusals() {}

  /**
   * The refusals after one more came in. It takes the place of an earlier one that it repeats; one
   * that was sent before that changes nothing.
   */
  static List<StandingRefusal> with(List<StandingRefusal> known, StandingRefusal met) {
    List<StandingRefusal> next = new ArrayList<>(known.size() + 1);
    StandingRefusal latest = met;
    for (StandingRefusal earlier : known) {
      if (!earlier.isSameAs(met)) {
        next.add(earlier);
      } else if (!met.isNewerThan(earlier)) {
        return known;
      } else if (isRemembered(earlier, met.receivedAt())) {
        latest = met.following(earlier);
      }
    }
    next.add(latest);
    if (next.size() > MOST) {
      next.remove(next.stream().min(MOST_DISPENSABLE).orElseThrow());
    }
    return next;
  }

  /** The state without the refusals that ended long enough ago to count as never met. */
  static OwnerState withoutOld(OwnerState state, Instant now) {
    return keeping(state, refusal -> isRemembered(refusal, now));
  }

  /** The state with those refusals alone that are {@code wanted}. */
  static OwnerState keeping(OwnerState state, Predicate<StandingRefusal> wanted) {
    return state.refusals().stream().allMatch(wanted)
        ? state
        : state.withRefusals(state.refusals().stream().filter(wanted).toList());
  }

  private static boolean isRemembered(StandingRefusal refusal, Instant now) {
    return refusal.stands(now.minus(MEMORY));
  }
}
