package io.quotakeeper.select;

import io.quotakeeper.quota.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks the accounts of a pool for one request: those that can serve it, the best first, and why
 * the others cannot. Pure.
 *
 * <p>This runs for every request over every account of its pool, so it walks a plain list once and
 * keeps only the best.
 */
public final class Selector {

  /** Of so many leases one goes to an account of which nothing is known, so that it becomes so. */
  private static final int EXPLORED = 20;

  /** Deadlines within so many seconds of each other are the same. */
  private static final long CLOSE = 900;

  private Selector() {}

  /**
   * How to choose.
   *
   * @param strategy in which order
   * @param turn how many requests the pool was asked for before
   * @param isSession whether more requests will follow to the same account
   * @param except accounts that are not wanted
   * @param now the time
   */
  public record Way(
      Strategy strategy, long turn, boolean isSession, Set<AccountId> except, Instant now) {
    private boolean explores() {
      return turn % EXPLORED == EXPLORED - 1;
    }
  }

  /** The ranking of {@code standings}, which is walked once. */
  public static Ranking rank(Need need, List<Standing> standings, Way way) {
    var ranking = new Ranking();
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      Optional<Reason> why =
          way.except.contains(standing.seat().account())
              ? Optional.of(Reason.TRIED)
              : standing.whyNot(need);
      if (why.isPresent()) {
        ranking.refuse(standing, why.get());
      } else {
        add(ranking, standing, need, way);
      }
    }
    return ranking;
  }

  private static void add(Ranking ranking, Standing standing, Need need, Way way) {
    Grade grade = standing.grade(need, way.strategy, way.now);
    boolean explored =
        grade == Grade.UNKNOWN && way.explores() && standing.holdings().inFlight() == 0;
    Grade rank = explored ? Grade.EXPLORED : grade;
    Seat seat = standing.seat();
    switch (way.strategy) {
      case TIERED -> ranking.add(standing, rank, standing.tier(), -standing.headroom());
      case EXPIRING_FIRST -> {
        double first =
            way.isSession
                ? standing.lapse().load(standing.holdings().flow(way.now))
                : (double) standing.lapse().within(CLOSE);
        ranking.add(standing, rank, first, -standing.headroom());
      }
      case MOST_HEADROOM -> ranking.add(standing, rank, -standing.headroom(), 0);
      case ROUND_ROBIN -> ranking.add(standing, rank, (double) seat.lastTurn(), 0);
      case FILL_FIRST -> ranking.add(standing, rank, seat.place(), 0);
      case WEIGHTED -> ranking.add(standing, rank, seat.used(), 0);
    }
  }
}
