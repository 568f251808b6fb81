package io.quotakeeper.engine;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Glance;
import io.quotakeeper.select.Question;
import io.quotakeeper.select.Seat;
import io.quotakeeper.select.Standing;
import io.quotakeeper.select.Strategy;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a pool as they stand for one subject, each thought over again only when something
 * was learned of it, or by the time at which it changes by itself. Thread-safe.
 */
final class Slate {

  private final Engine engine;
  private final Scope subject;
  private final Strategy strategy;
  private final List<Chair> chairs;
  private final AtomicReferenceArray<@Nullable Thought> thoughts;
  private final AtomicReferenceArray<@Nullable Glance> glances;

  /**
   * An account in the pool.
   *
   * @param watched the account
   * @param seat its place
   * @param cell what is kept of its owner
   */
  record Chair(Watched watched, Seat seat, OwnerCell cell) {

    /** Whoever looks at it hears of its syncs, too. */
    static Chair of(Watched watched, Seat seat, OwnerCell cell) {
      watched.whenMoved(cell.holdings()::changed);
      return new Chair(watched, seat, cell);
    }
  }

  /**
   * What was thought of an account, and of what.
   *
   * @param standing how it stands
   * @param chair the account
   * @param version of its owner's state
   * @param course where its syncs stood
   */
  private record Thought(Standing standing, Chair chair, long version, Object course) {
    // Another object is all that it takes to think again; to compare what is in it costs more.
    @SuppressWarnings("ReferenceEquality")
    private boolean holds(Instant now) {
      return chair.cell.version().get() == version
          && chair.watched.standing() == course
          && standing.holdsAt(now);
    }
  }

  Slate(Engine engine, Scope subject, Strategy strategy, List<Chair> chairs) {
    this.engine = engine;
    this.subject = subject;
    this.strategy = strategy;
    this.chairs = chairs;
    this.thoughts = new AtomicReferenceArray<>(chairs.size());
    this.glances = new AtomicReferenceArray<>(chairs.size());
  }

  /**
   * The accounts at {@code now}, in the order of the pool; each is looked at as it is asked for.
   */
  List<Glance> at(Instant now) {
    return new Glances(now);
  }

  private final class Glances extends AbstractList<Glance> implements RandomAccess {

    private final Instant now;

    private Glances(Instant now) {
      this.now = now;
    }

    @Override
    public Glance get(int index) {
      Glance known = glances.getPlain(index);
      return known != null && known.holds(now) ? known : look(index, now);
    }

    @Override
    public int size() {
      return chairs.size();
    }
  }

  private Glance look(int index, Instant now) {
    // Read before all else, so that a change meanwhile is not taken for known.
    long changes = chairs.get(index).cell.holdings().changes();
    Glance fresh = Glance.of(standing(index, now), changes, strategy, now);
    glances.setRelease(index, fresh);
    return fresh;
  }

  /** How an account stands at {@code now}. */
  Standing standing(int index, Instant now) {
    Thought known = thoughts.getPlain(index);
    return known != null && known.holds(now) ? known.standing : again(index, known, now);
  }

  private Standing again(int index, @Nullable Thought known, Instant now) {
    Chair chair = chairs.get(index);
    // Read before the state, so that a change meanwhile is not taken for known.
    long version = chair.cell.version().get();
    Object course = chair.watched.standing();
    Standing fresh = think(chair, now);
    if (known != null && known.standing.isSpentOrRefused() && !fresh.isClosed()) {
      chair.cell.holdings().cameBack(now);
    }
    thoughts.set(index, new Thought(fresh, chair, version, course));
    return fresh;
  }

  private Standing think(Chair chair, Instant now) {
    Watched watched = chair.watched;
    var place =
        new Standing.Place(
            chair.seat,
            chair.cell.holdings(),
            engine.statuses().plan(watched),
            chair.cell.expected());
    return Standing.of(
        new Question(watched.holder(), subject, Decisions.barred(watched)),
        place,
        engine.ledger().state(watched.holder().owner()),
        watched.policy(),
        now);
  }
}
