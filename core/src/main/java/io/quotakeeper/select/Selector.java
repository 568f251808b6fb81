package io.quotakeeper.select;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks the accounts of a pool for one request: those that can serve it, the best first, and why
 * the others cannot. Pure.
 *
 * <p>This runs for every request over every account of its pool, so it walks a plain list once,
 * looks closely only at those accounts for which it matters what is asked for, and keeps only the
 * best.
 */
public final class Selector {

  /** Of so many leases one goes to an account of which nothing is known, so that it becomes so. */
  private static final int EXPLORED = 20;

  private final Need need;
  private final Way way;
  private final boolean isByFlow;
  private final boolean explores;
  private final Flow.Look look;

  private Selector(Need need, Way way) {
    this.need = need;
    this.way = way;
    this.isByFlow = way.isSession && way.strategy == Strategy.EXPIRING_FIRST;
    this.explores = way.turn % EXPLORED == EXPLORED - 1;
    this.look = isByFlow ? Flow.Look.at(way.now) : Flow.Look.NONE;
  }

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
      Strategy strategy, long turn, boolean isSession, Set<AccountId> except, Instant now) {}

  /**
   * The ranking of accounts, which are walked once.
   *
   * @param glances at them, made for the strategy of {@code way}
   */
  public static Ranking rank(Need need, List<Glance> glances, Way way) {
    return new Selector(need, way).rank(glances);
  }

  private Ranking rank(List<Glance> glances) {
    var ranking = new Ranking();
    double requests = need.of(Unit.REQUESTS);
    double others = need.mostOfOthers();
    boolean areAllWanted = way.except.isEmpty();
    int many = glances.size();
    for (int i = 0; i < many; i++) {
      Glance glance = glances.get(i);
      if (!areAllWanted && way.except.contains(glance.standing.seat().account())) {
        ranking.refuse(glance.standing, Reason.TRIED);
      } else if (glance.settles(requests, others)) {
        add(ranking, glance, glance.grade);
      } else {
        addAfterALook(ranking, glance);
      }
    }
    return ranking;
  }

  private void addAfterALook(Ranking ranking, Glance glance) {
    Standing standing = glance.standing;
    Optional<Reason> why = standing.whyNot(need);
    if (why.isPresent()) {
      ranking.refuse(standing, why.get());
    } else {
      add(ranking, glance, standing.grade(need, way.strategy, way.now));
    }
  }

  private void add(Ranking ranking, Glance glance, Grade grade) {
    boolean explored = explores && grade == Grade.UNKNOWN && glance.inFlight == 0;
    double first = isByFlow ? glance.standing.lapse().load(glance.flow.at(look)) : glance.first;
    ranking.add(glance, explored ? Grade.EXPLORED : grade, first, glance.second);
  }
}
