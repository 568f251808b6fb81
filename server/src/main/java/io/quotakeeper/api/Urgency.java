package io.quotakeeper.api;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Role;
import java.util.Comparator;

/**
 * The order in which windows are shown: what somebody should look at comes first. Exhausted, low
 * with the least left first, stale, unknown, well with the least left first; last what the plan
 * does not include, since nobody can act on it. Of equals, what blocks comes before what only
 * helps, and names decide.
 */
final class Urgency {

  static final Comparator<WindowView> MOST_URGENT_FIRST =
      Comparator.comparing(Urgency::rank)
          .thenComparing(view -> view.reading().role() == Role.EXTRA)
          .thenComparingDouble(view -> view.reading().amount().fraction().orElse(1))
          .thenComparing(view -> view.holder().account())
          .thenComparing(view -> view.reading().window());

  private enum Rank {
    EXHAUSTED,
    LOW,
    STALE,
    UNKNOWN,
    WELL,
    NOT_ENTITLED
  }

  private Urgency() {}

  private static Rank rank(WindowView view) {
    if (view.reading().amount() instanceof Amount.NotEntitled) {
      return Rank.NOT_ENTITLED;
    }
    if (view.level() == Level.EXHAUSTED) {
      return Rank.EXHAUSTED;
    }
    if (view.level() == Level.LOW) {
      return Rank.LOW;
    }
    if (view.stale()) {
      return Rank.STALE;
    }
    return view.level() == Level.UNKNOWN ? Rank.UNKNOWN : Rank.WELL;
  }
}
