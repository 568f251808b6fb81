package io.quotakeeper.select;

import io.quotakeeper.quota.Moment;
import java.time.Instant;

/**
 * An account of a pool at a glance: what accounts are compared by, read once and side by side for
 * as many requests as nothing happens to its owner. Every request looks at every account of its
 * pool, and changes one.
 *
 * <p>Immutable; good while {@link #holds}.
 */
public final class Glance {

  /** Deadlines within so many seconds of each other are the same. */
  private static final long CLOSE = 900;

  final Standing standing;
  final Grade grade;
  final double first;
  final double second;
  final Flow flow;
  final double headroom;
  final int inFlight;
  final long lastTurn;
  private final double requests;
  private final double others;
  private final Holdings holdings;
  private final long changes;
  private final long untilSecond;

  private Glance(Standing standing, long changes, Strategy strategy, Instant now) {
    this.standing = standing;
    this.holdings = standing.holdings();
    this.changes = changes;
    this.grade = standing.grade(strategy, now);
    this.requests = standing.ease(true);
    this.others = standing.ease(false);
    this.headroom = standing.headroom();
    this.first = first(standing, strategy, headroom);
    this.second = second(strategy, headroom);
    this.flow = holdings.flow();
    this.inFlight = holdings.inFlight();
    this.lastTurn = standing.seat().lastTurn();
    this.untilSecond = until(standing, now);
  }

  /**
   * How an account stands for all requests to come.
   *
   * @param standing how it stands
   * @param changes of its owner's holdings, read before all else
   * @param strategy in which order its pool is used
   */
  public static Glance of(Standing standing, long changes, Strategy strategy, Instant now) {
    return new Glance(standing, changes, strategy, now);
  }

  /**
   * Whether nothing has happened that may make it another. In the second in which time alone will,
   * it says that something has.
   */
  public boolean holds(Instant now) {
    return holdings.changes() == changes && now.getEpochSecond() < untilSecond;
  }

  /** How the account stands. */
  public Standing standing() {
    return standing;
  }

  /**
   * Whether a need is answered as one that takes nothing: the account can serve it, and as well.
   *
   * @param ofRequests how many requests it takes
   * @param ofOthers the most that it takes of anything else
   */
  boolean settles(double ofRequests, double ofOthers) {
    return ofRequests <= requests && ofOthers <= others;
  }

  private static double first(Standing standing, Strategy strategy, double headroom) {
    return switch (strategy) {
      case TIERED -> standing.tier();
      case EXPIRING_FIRST -> (double) standing.lapse().within(CLOSE);
      case MOST_HEADROOM -> -headroom;
      case ROUND_ROBIN -> (double) standing.seat().lastTurn();
      case FILL_FIRST -> standing.seat().place();
      case WEIGHTED -> standing.seat().used();
    };
  }

  private static double second(Strategy strategy, double headroom) {
    return switch (strategy) {
      case TIERED, EXPIRING_FIRST -> -headroom;
      case MOST_HEADROOM, ROUND_ROBIN, FILL_FIRST, WEIGHTED -> 0;
    };
  }

  private static long until(Standing standing, Instant now) {
    Instant ramp = standing.holdings().rampsUntil();
    Moment next =
        ramp.isAfter(now) ? Moment.earlier(standing.until(), Moment.at(ramp)) : standing.until();
    return next instanceof Moment.At(Instant end) ? end.getEpochSecond() : Long.MAX_VALUE;
  }
}
