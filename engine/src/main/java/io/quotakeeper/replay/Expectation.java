package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a request would have been refused. Where it went to the account that it really went to,
 * by what really came of it; else by what is recorded of the other account at that time; and in
 * both cases by how much less or more of the account would have been used. For one thread.
 */
final class Expectation {

  private final World world;
  private final Periods periods;
  private final int course;

  Expectation(World world, Periods periods, int course) {
    this.world = world;
    this.periods = periods;
    this.course = course;
  }

  /** How the request would be refused by that account; absent if it would not. */
  Optional<Refusal> of(Demand demand, Account account, Outcome real) {
    Owner owner = account.holder().owner();
    periods.look(owner);
    boolean isSame = account.id().equals(demand.account().id());
    Optional<Refusal> known = isSame ? real.refusal() : standing(demand, account);
    Optional<Refusal> kept = known.filter(refusal -> !isGone(owner, refusal));
    // Who really served, or refused for what is gone, is spent only if more of it was used.
    return kept.isPresent() ? kept : spent(demand, owner, isSame);
  }

  /** A spent window that would have had something left. */
  private boolean isGone(Owner owner, Refusal refusal) {
    return refusal.kind() == RefusalClass.WINDOW_EXHAUSTED
        && periods.hasSpare(course, owner, refusal.scope(), refusal.window());
  }

  private Optional<Refusal> standing(Demand demand, Account account) {
    Owner owner = account.holder().owner();
    Scope subject = demand.need().subject();
    Instant now = world.now();
    return world.state(owner).refusals().stream()
        .filter(it -> it.stands(now) && it.concerns(account.id()))
        .map(StandingRefusal::refusal)
        .filter(it -> world.covers(owner, it.scope(), subject) && !isGone(owner, it))
        .findFirst();
  }

  private Optional<Refusal> spent(Demand demand, Owner owner, boolean onlyIfMore) {
    Scope subject = demand.need().subject();
    for (Map.Entry<Window, QuotaState> entry : world.state(owner).windows().entrySet()) {
      Window window = entry.getKey();
      QuotaState known = entry.getValue();
      boolean counts =
          known.reading().role() == Role.LIMIT
              && !window.isBalance()
              && world.covers(owner, window.scope(), subject);
      double spare = periods.spare(course, owner, window, Instant.MAX);
      if (counts
          && (!onlyIfMore || spare < -Periods.ROUNDING)
          && isSpent(periods.left(course, owner, window, known), window)) {
        return Optional.of(refusal(window, known));
      }
    }
    return Optional.empty();
  }

  private static boolean isSpent(Amount left, Window window) {
    return switch (left) {
      case Amount.Counted(double rest, double _) ->
          window.unit().equals(Unit.REQUESTS)
              ? rest < 1 - Periods.ROUNDING
              : rest <= Periods.ROUNDING;
      case Amount.Share(double part) -> part <= Periods.ROUNDING;
      case Amount.NotEntitled _ -> true;
      case Amount.Balance _, Amount.Unknown _, Amount.Unlimited _ -> false;
    };
  }

  private Refusal refusal(Window window, QuotaState known) {
    Moment reset = known.reading().resetsAt();
    return new Refusal(
        RefusalClass.WINDOW_EXHAUSTED,
        Refusal.Target.REQUEST,
        window.scope(),
        window.id(),
        reset.isAfter(world.now()) ? reset : Moment.unstated(),
        "",
        "");
  }
}
