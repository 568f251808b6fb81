package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Seat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One pool over one book of accounts: its seats, its sessions, and how its accounts stand for what
 * was asked for lately. Thread-safe.
 */
final class PoolDesk {

  /** Of more subjects than that all are thought over anew: who asks chooses their names. */
  private static final int MOST_SUBJECTS = 256;

  private static final int MOST_SESSIONS = 10_000;

  private final Engine engine;
  private final Pool pool;
  private final Book book;
  private final List<Slate.Chair> chairs;
  private final Map<AccountId, Integer> places;
  private final Memory memory;
  private final UnmetDemand unmet;
  private final ConcurrentMap<Scope, Slate> slates = new ConcurrentHashMap<>();

  /**
   * What goes on when the pool is changed.
   *
   * @param sessions which account each session uses
   * @param turns how many requests were asked for
   */
  private record Memory(Sessions sessions, AtomicLong turns) {}

  /** A pool whose accounts are those of {@code book}; ids that are not in it are passed over. */
  static PoolDesk open(Engine engine, OwnerCells cells, Pool pool, Book book) {
    return new PoolDesk(
        engine,
        pool,
        book,
        chairs(pool, book, cells, List.of()),
        new Memory(new Sessions(MOST_SESSIONS), new AtomicLong()));
  }

  private PoolDesk(Engine engine, Pool pool, Book book, List<Slate.Chair> chairs, Memory memory) {
    this.engine = engine;
    this.pool = pool;
    this.book = book;
    this.chairs = chairs;
    this.places = new HashMap<>();
    chairs.forEach(chair -> places.put(chair.watched().id(), places.size()));
    this.memory = memory;
    this.unmet = new UnmetDemand(engine);
  }

  /** The pool as it is now configured, over the accounts that there are now; sessions stay. */
  PoolDesk next(OwnerCells cells, Pool other, Book now) {
    List<Slate.Chair> kept = other.equals(pool) ? chairs : List.of();
    return new PoolDesk(engine, other, now, chairs(other, now, cells, kept), memory);
  }

  /** Whether its accounts are those of {@code now}. */
  boolean isOver(Book now) {
    return book == now;
  }

  /** The account at a place of the pool. */
  Watched watched(int place) {
    return chairs.get(place).watched();
  }

  Pool pool() {
    return pool;
  }

  /** What follows when none of it can serve. */
  UnmetDemand unmet() {
    return unmet;
  }

  Sessions sessions() {
    return memory.sessions;
  }

  /** Counts requests, from 0. */
  long nextTurn() {
    return memory.turns.getAndIncrement();
  }

  Slate slate(Scope subject) {
    Slate known = slates.get(subject);
    if (known != null) {
      return known;
    }
    if (slates.size() >= MOST_SUBJECTS) {
      slates.clear();
    }
    return slates.computeIfAbsent(
        subject, asked -> new Slate(engine, asked, pool.strategy(), chairs));
  }

  /** The place of an account in the order of the pool; absent if it has none. */
  Optional<Integer> placeOf(AccountId account) {
    return Optional.ofNullable(places.get(account));
  }

  /** How much of its fair part the least used account had. */
  double leastUsed() {
    double least = Double.POSITIVE_INFINITY;
    for (Slate.Chair chair : chairs) {
      least = Math.min(least, chair.seat().used());
    }
    return least;
  }

  Collection<Owner> owners() {
    return chairs.stream().map(chair -> chair.watched().holder().owner()).toList();
  }

  private static List<Slate.Chair> chairs(
      Pool pool, Book book, OwnerCells cells, List<Slate.Chair> kept) {
    Map<AccountId, Seat> seats = new HashMap<>();
    kept.forEach(chair -> seats.put(chair.watched().id(), chair.seat()));
    List<Slate.Chair> chairs = new ArrayList<>(pool.accounts().size());
    for (AccountId account : pool.accounts()) {
      Seat seat = seats.computeIfAbsent(account, id -> seat(pool, id, chairs.size()));
      book.find(account)
          .map(watched -> Slate.Chair.of(watched, seat, cells.of(watched.holder().owner())))
          .ifPresent(chairs::add);
    }
    return List.copyOf(chairs);
  }

  private static Seat seat(Pool pool, AccountId account, int place) {
    int weight = pool.weights().getOrDefault(account, 1);
    return new Seat(account, place, weight, pool.reserveOf(account));
  }
}
