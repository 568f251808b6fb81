package io.quotakeeper.replay;

import io.quotakeeper.engine.LeaseCause;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Selection;
import io.quotakeeper.select.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a course of choices in one pool compares with what was recorded. For one thread. */
final class Comparison {

  private final Tally tally = new Tally();
  private final int mostDifferences;
  private final List<Difference> differences = new ArrayList<>();
  private long elsewhere;
  private long avoided;
  private long added;

  Comparison(int mostDifferences) {
    this.mostDifferences = mostDifferences;
  }

  /**
   * How a request ended.
   *
   * @param real really
   * @param refused whether it would have been refused by any account
   * @param unserved whether no account would have served it
   */
  record Ends(Outcome real, boolean refused, boolean unserved) {

    private Difference.Effect effect() {
      boolean wasRefused = real.isRefused();
      if (wasRefused == refused) {
        return unserved && !wasRefused ? Difference.Effect.NONE_LEFT : Difference.Effect.NONE;
      }
      if (refused) {
        return Difference.Effect.REFUSED;
      }
      return unserved ? Difference.Effect.NONE_LEFT : Difference.Effect.AVOIDED;
    }
  }

  Tally tally() {
    return tally;
  }

  /** Takes a request in, for which {@code first} was granted first. */
  void compare(Demand demand, LeaseGrant first, Ends ends) {
    Optional<AccountId> chosen =
        first instanceof LeaseGrant.Granted granted
            ? Optional.of(granted.lease().account())
            : Optional.empty();
    boolean isElsewhere = !chosen.equals(Optional.of(demand.account().id()));
    Difference.Effect effect = ends.effect();
    elsewhere += isElsewhere ? 1 : 0;
    avoided += effect == Difference.Effect.AVOIDED ? 1 : 0;
    added += effect == Difference.Effect.REFUSED ? 1 : 0;
    boolean differs = isElsewhere || effect != Difference.Effect.NONE;
    if (differs && differences.size() < mostDifferences) {
      differences.add(difference(demand, chosen, first, effect));
    }
  }

  private static Difference difference(
      Demand demand, Optional<AccountId> chosen, LeaseGrant first, Difference.Effect effect) {
    LeaseCause cause =
        first instanceof LeaseGrant.Granted granted ? granted.cause() : new LeaseCause.None();
    Selection selection = first.why();
    AccountId recorded = demand.account().id();
    return new Difference(
        demand.at(),
        demand.request().model(),
        recorded,
        chosen,
        cause.text(),
        selection.passedOver().stream()
            .filter(verdict -> verdict.standing().seat().account().equals(recorded))
            .findFirst()
            .map(Difference.PassedOver::of),
        effect);
  }

  Findings.OfStrategy findings(Strategy strategy) {
    return new Findings.OfStrategy(
        strategy, tally.counts(), elsewhere, avoided, added, differences);
  }
}
