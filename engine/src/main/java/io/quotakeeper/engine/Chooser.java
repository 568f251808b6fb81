package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Glance;
import io.quotakeeper.select.Ground;
import io.quotakeeper.select.Hold;
import io.quotakeeper.select.Need;
import io.quotakeeper.select.Ranking;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Selection;
import io.quotakeeper.select.Selector;
import io.quotakeeper.select.Standing;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Chooses an account for one request: that of its session while it can serve, else the first in the
 * order of the pool of which what is needed can be held. Used by one thread.
 */
final class Chooser {

  /** What is held for others is given back soon. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final PoolDesk desk;
  private final LeaseRequest request;
  private final Instant now;
  private final Need need;
  private final Slate slate;
  private final List<Glance> glances;

  private Chooser(PoolDesk desk, LeaseRequest request, Scope subject, Instant now) {
    this.desk = desk;
    this.request = request;
    this.now = now;
    this.need = new Need(subject, request.estimate(), request.purpose());
    this.slate = desk.slate(subject);
    this.glances = slate.at(now);
  }

  /**
   * What was chosen.
   *
   * @param at when
   * @param chosen the account as it stood; absent if none can serve
   * @param hold what is held of it; absent if none can serve
   * @param notBefore when the request may be sent
   * @param retryAt when another try makes sense, where none can serve
   * @param why the record
   * @param cause why this one
   */
  record Choice(
      Instant at,
      Optional<Standing> chosen,
      Optional<Hold> hold,
      Instant notBefore,
      Moment retryAt,
      Selection why,
      LeaseCause cause) {

    /** The account, where one was chosen. */
    Standing standing() {
      return chosen.orElseThrow();
    }
  }

  static Choice choose(PoolDesk desk, LeaseRequest request, String model, Instant now) {
    return new Chooser(desk, request, Scope.ofModelOrScope(model), now).choose();
  }

  private Choice choose() {
    var first = new LeaseCause.First(desk.pool().strategy());
    Choice choice =
        request.session().isEmpty()
            ? best(first)
            : desk.sessions()
                .account(request.session())
                .map(account -> ofSession(account, first))
                .orElseGet(() -> best(first));
    if (choice.chosen.isPresent() && !request.session().isEmpty()) {
      desk.sessions().keep(request.session(), choice.standing().seat().account());
    }
    return choice;
  }

  private Choice ofSession(AccountId account, LeaseCause.First first) {
    Optional<Standing> known = desk.placeOf(account).map(place -> slate.standing(place, now));
    if (known.isEmpty()) {
      return best(first);
    }
    Standing standing = known.get();
    if (request.except().contains(account)) {
      return best(new LeaseCause.Moved(account, Reason.TRIED, first));
    }
    Optional<Hold> hold = standing.take(need, now);
    if (hold.isPresent()) {
      return granted(standing, hold, now, standing.alone(), new LeaseCause.Session());
    }
    Optional<Instant> pause = endOfShortPause(standing);
    if (pause.isPresent()) {
      Optional<Hold> later = Optional.of(standing.takeLater(need, now));
      Instant end = pause.get();
      return granted(standing, later, end, standing.alone(), new LeaseCause.Waits(end));
    }
    Reason reason = standing.whyNot(need).orElse(Reason.HELD);
    return best(new LeaseCause.Moved(account, reason, first));
  }

  /** When the account may be asked again, if to wait for that costs less than to move. */
  private Optional<Instant> endOfShortPause(Standing standing) {
    Instant latest = now.plus(desk.pool().moveCost());
    return standing.decision().ground() instanceof Ground.OfRefusal(var refusal)
            && refusal.refusal().kind().isPause()
        ? refusal.endsAt().instant().filter(end -> !end.isAfter(latest))
        : Optional.empty();
  }

  /**
   * The best of which what is needed can be held. If none of those that ranked best has it any
   * more, others were quicker, and what is left is ranked again.
   */
  private Choice best(LeaseCause cause) {
    Strategy strategy = desk.pool().strategy();
    long turn = desk.nextTurn();
    boolean isSession = !request.session().isEmpty();
    var way = new Selector.Way(strategy, turn, isSession, request.except(), now);
    Ranking ranking = Selector.rank(need, glances, way);
    while (ranking.size() > 0) {
      for (int place = 0; place < ranking.size(); place++) {
        Standing standing = ranking.best(place);
        Optional<Hold> hold = standing.take(need, now);
        if (hold.isPresent()) {
          double least = strategy == Strategy.WEIGHTED ? desk.leastUsed() : 0;
          standing.given(turn + 1, least);
          return granted(standing, hold, now, ranking.chosen(place), cause);
        }
      }
      ranking = Selector.rank(need, glances, way);
    }
    desk.unmet().turnedAway(desk, glances);
    return new Choice(
        now,
        Optional.empty(),
        Optional.empty(),
        now,
        retryAt(),
        ranking.none(),
        new LeaseCause.None());
  }

  private Choice granted(
      Standing standing, Optional<Hold> hold, Instant notBefore, Selection why, LeaseCause cause) {
    return new Choice(now, Optional.of(standing), hold, notBefore, Moment.unstated(), why, cause);
  }

  private Moment retryAt() {
    Moment earliest = Moment.unstated();
    for (Glance glance : glances) {
      earliest = Moment.earlier(earliest, retryAt(glance.standing()));
    }
    return earliest;
  }

  private Moment retryAt(Standing standing) {
    if (request.except().contains(standing.seat().account())) {
      return Moment.unstated();
    }
    if (!standing.isClosed()) {
      boolean isReserved = standing.whyNot(need).filter(why -> why == Reason.RESERVED).isPresent();
      return isReserved ? Moment.unstated() : noSoonerThanSoon(standing.fitsAt(need, now));
    }
    return standing.decision().ground() instanceof Ground.OfRefusal(var refusal)
        ? refusal.endsAt()
        : standing.decision().outcome().resetTime();
  }

  private Moment noSoonerThanSoon(Moment fits) {
    Instant soon = now.plus(SOON);
    return fits.hasPassed(soon) ? Moment.at(soon) : fits;
  }
}
