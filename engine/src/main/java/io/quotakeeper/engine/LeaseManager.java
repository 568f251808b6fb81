package io.quotakeeper.engine;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.select.Hold;
import io.quotakeeper.select.Standing;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Hands out accounts of pools, one lease for one request. What a request is estimated to take is
 * held of every window that covers it until its outcome is told, so that callers side by side are
 * never given the same last unit.
 *
 * <p>Thread-safe. Answers from memory and never blocks: no provider is asked and no credential is
 * read.
 */
public final class LeaseManager {

  private static final int MOST_OPEN = 100_000;
  private static final int MOST_DECISIONS = 1_000;
  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofMinutes(1);

  private final Engine engine;
  private final OwnerCells cells;
  private final LeaseTable open = new LeaseTable(MOST_OPEN);
  private final DecisionLog decisions = new DecisionLog(MOST_DECISIONS);
  private final Settlement settlement;
  private final ReentrantLock changing = new ReentrantLock();
  private final AtomicLong granted = new AtomicLong();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private volatile Map<String, PoolDesk> desks = Map.of();

  LeaseManager(Engine engine) {
    this.engine = engine;
    this.cells = new OwnerCells(engine.outlook());
    this.settlement = new Settlement(engine);
    engine.ledger().subscribe(change -> cells.changed(change.owner()));
  }

  /**
   * Makes these the pools. One that is equal to what it was goes on where it stands; the sessions
   * of one that is changed keep their accounts. Accounts that there are not are passed over.
   *
   * @throws IllegalArgumentException if two have one id; nothing has changed then
   */
  public void pools(Collection<Pool> pools) {
    Map<String, Pool> byId = new LinkedHashMap<>();
    for (Pool pool : pools) {
      if (byId.put(pool.id(), pool) != null) {
        throw new IllegalArgumentException("two pools have the id \"" + pool.id() + "\"");
      }
    }
    changing.lock();
    try {
      rebuild(byId.values());
    } finally {
      changing.unlock();
    }
  }

  /** The pools, in the order in which they were given. */
  public List<Pool> pools() {
    return desks.values().stream().map(PoolDesk::pool).toList();
  }

  /**
   * An account for one request, or why there is none. Its outcome is to be told to {@link #settle};
   * if it is not, the lease ends after ten minutes, and what it was estimated to take counts as
   * used until the provider says more.
   *
   * @throws UnknownPoolException if there is no such pool
   * @throws TooManyLeasesException if a hundred thousand leases are under way
   */
  public LeaseGrant lease(LeaseRequest request) {
    end();
    PoolDesk desk = desk(request.pool());
    if (open.isFull()) {
      throw new TooManyLeasesException(MOST_OPEN);
    }
    LeaseGrant first = lease(desk, request, request.model());
    if (first instanceof LeaseGrant.Granted) {
      return first;
    }
    for (String model : desk.pool().fallbacks().getOrDefault(request.model(), List.of())) {
      LeaseGrant next = lease(desk, request, model);
      if (next instanceof LeaseGrant.Granted) {
        return next;
      }
    }
    return first;
  }

  /**
   * Tells what became of a lease. Only the first outcome of a lease counts.
   *
   * @return what was understood of it
   * @throws UnknownLeaseException if there is no such lease, or its outcome was told before
   */
  public Settled settle(String lease, LeaseOutcome outcome) {
    end();
    LeaseTable.Open settled = open.remove(lease).orElseThrow(UnknownLeaseException::new);
    Understanding understood = settlement.settle(settled, outcome);
    return new Settled(settled.watched().account(), understood);
  }

  /** The decisions that were made last and are wanted, the newest first; a thousand are kept. */
  public List<LeaseDecision> decisions(int most, Predicate<LeaseDecision> wanted) {
    return decisions.newest(most, wanted);
  }

  /** How many leases are under way. */
  public int underWay() {
    return open.size();
  }

  private LeaseGrant lease(PoolDesk desk, LeaseRequest request, String model) {
    Chooser.Choice choice = Chooser.choose(desk, request, model, engine.ports().time().now());
    Optional<Lease> lease = choice.hold().map(hold -> lease(desk, model, choice, hold));
    lease.ifPresent(granted -> tell(granted, choice.standing().decision().holder(), request));
    decisions.add(number ->
        new LeaseDecision(
            number,
            choice.at(),
            request,
            model,
            lease.map(Lease::id).orElse(""),
            choice.why(),
            choice.cause()));
    return lease
        .<LeaseGrant>map(it -> new LeaseGrant.Granted(it, choice.why(), choice.cause()))
        .orElseGet(() -> new LeaseGrant.NoneLeft(choice.retryAt(), choice.why()));
  }

  private void tell(Lease lease, Holder holder, LeaseRequest request) {
    engine
        .witnesses()
        .tell(() ->
            new RawEvidence.Leased(
                new Sighting(
                    holder.account(), holder.owner(), lease.grantedAt(), lease.grantedAt()),
                lease.id(),
                new LeaseRequest(
                    lease.pool(),
                    Redaction.ofShapes().text(lease.model()),
                    SessionMarks.of(request.session()),
                    request.purpose(),
                    request.estimate(),
                    request.except())));
  }

  private Lease lease(PoolDesk desk, String model, Chooser.Choice choice, Hold hold) {
    Standing standing = choice.standing();
    var lease =
        new Lease(
            name(granted.incrementAndGet()),
            desk.pool().id(),
            standing.seat().account(),
            model,
            choice.at(),
            choice.notBefore(),
            choice.notBefore().plus(LASTS));
    long wait = Duration.between(choice.at(), lease.expiresAt()).toNanos();
    open.add(
        new LeaseTable.Open(
            lease,
            desk.watched(desk.placeOf(lease.account()).orElseThrow()),
            standing.holdings(),
            hold,
            engine.ports().time().nanos() + wait));
    if (ticking.compareAndSet(false, true)) {
      tickLater();
    }
    return lease;
  }

  /** Its number makes it the only one of this run, what is random the only one of all. */
  private String name(long number) {
    long random = engine.ports().random().nextLong();
    // Digits of five bits each take no division.
    return Long.toUnsignedString(number, 32) + "-" + Long.toUnsignedString(random, 32);
  }

  /** Also while nobody asks, what is held for forgotten leases comes back. */
  private void tickLater() {
    var _ = engine.ports().timer().after(TICK, this::tick);
  }

  private void tick() {
    end();
    if (open.size() > 0) {
      tickLater();
      return;
    }
    ticking.set(false);
    if (open.size() > 0 && ticking.compareAndSet(false, true)) {
      tickLater();
    }
  }

  private void end() {
    open.removeEnded(engine.ports().time().nanos()).forEach(settlement::forgotten);
  }

  private PoolDesk desk(String id) {
    PoolDesk known = find(id);
    if (known.isOver(engine.roster().book())) {
      return known;
    }
    changing.lock();
    try {
      rebuild(pools());
    } finally {
      changing.unlock();
    }
    return find(id);
  }

  private PoolDesk find(String id) {
    PoolDesk known = desks.get(id);
    if (known == null) {
      throw new UnknownPoolException(id);
    }
    return known;
  }

  private void rebuild(Collection<Pool> pools) {
    Book book = engine.roster().book();
    Map<String, PoolDesk> next = new LinkedHashMap<>();
    Set<Owner> owners = new HashSet<>();
    for (Pool pool : pools) {
      PoolDesk known = desks.get(pool.id());
      PoolDesk desk =
          known == null ? PoolDesk.open(engine, cells, pool, book) : known.next(cells, pool, book);
      next.put(pool.id(), desk);
      owners.addAll(desk.owners());
    }
    desks = Collections.unmodifiableMap(next);
    cells.retain(owners);
  }
}
