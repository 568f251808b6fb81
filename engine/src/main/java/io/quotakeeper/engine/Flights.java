package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * Starts syncs, one at a time for an account: whoever asks while one is under way joins it. Writes
 * what follows from its end. Thread-safe; never blocks.
 */
final class Flights {

  private final AccountSync sync;
  private final SyncPlan plan;
  private final SyncEvents events;
  private final Tools tools;
  private final Set<Flight> live = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * What flights need beside.
   *
   * @param time measures
   * @param random jitter, thread-safe
   * @param executor a thread for each sync that has its place
   * @param ledger what is known
   * @param tiers what plans are known
   */
  record Tools(
      Time time, RandomGenerator random, Executor executor, LedgerView ledger, TierCache tiers) {}

  Flights(AccountSync sync, SyncPlan plan, SyncEvents events, Tools tools) {
    this.sync = sync;
    this.plan = plan;
    this.events = events;
    this.tools = tools;
  }

  /** How a sync ends that was stopped. */
  static SyncOutcome stopped() {
    return new SyncOutcome.Skipped("stopped", "the sync was stopped", Moment.unstated());
  }

  /** The sync of that account that is under way: a new one if there was none. */
  Flight start(Watched watched) {
    var fresh = new Flight(tools.time.nanos());
    Flight flight = watched.takeOff(fresh);
    if (flight != fresh) {
      return flight;
    }
    live.add(fresh);
    if (closed || watched.isDropped()) {
      fresh.end(Flight.End.STOPPED);
    }
    CompletableFuture<Place> place = sync.place(watched);
    fresh.waitsFor(place);
    var _ =
        place.whenComplete(
            (got, trouble) -> begin(watched, fresh, trouble == null ? got : Place.NONE));
    return fresh;
  }

  /** No sync starts any more; those under way are ended. Gives what completes when they have. */
  List<CompletableFuture<SyncReport>> close() {
    closed = true;
    List<Flight> last = List.copyOf(live);
    last.forEach(flight -> flight.end(Flight.End.STOPPED));
    return last.stream().map(Flight::result).toList();
  }

  /** When it is due next, now that the settings have changed. */
  void replan(Watched watched) {
    SyncPlan.Scene scene = scene(watched, watched.progress().best());
    watched.afterLast((known, last) -> plan.replanned(known, last.when(), scene));
  }

  /** Whether it is due no more, since traffic has just told what a sync would. */
  boolean isTold(Watched watched) {
    SyncPlan.Scene scene = scene(watched, watched.progress().best());
    watched.afterLast((known, last) -> plan.heard(known, last.when(), scene));
    return !watched.progress().due().isReached(scene.now().nanos());
  }

  /**
   * Traffic has told something. At most once a minute it is thought over whether to look sooner.
   */
  void told(Watched watched) {
    Progress known = watched.progress();
    if (!watched.isSwept() || known.pace().isOfJustBefore(tools.time.now())) {
      return;
    }
    SyncPlan.Scene scene = scene(watched, known.best());
    watched.progress(progress -> plan.told(progress, scene));
  }

  private SyncPlan.Scene scene(Watched watched, Map<String, String> best) {
    var now = ClockTime.now(tools.time);
    Sight sight =
        Sight.of(
            tools.ledger.state(watched.holder().owner()),
            watched.holder(),
            watched.policy().thresholds(),
            now.wall());
    Duration closed = watched.closed(best, now.nanos());
    return new SyncPlan.Scene(sight, closed, watched.lag(), now, tools.random.nextDouble());
  }

  /** How many syncs are under way. */
  int underWay() {
    return live.size();
  }

  private void begin(Watched watched, Flight flight, Place place) {
    try {
      tools.executor.execute(() -> land(watched, flight, attempt(watched, flight, place)));
    } catch (RejectedExecutionException _) {
      place.close();
      land(watched, flight, new Ended(stopped(), Retry.SOON, watched.progress().best()));
    }
  }

  // Whatever a transport, a secret source or an adapter throws, an error included, is the trouble
  // of this account alone.
  private Ended attempt(Watched watched, Flight flight, Place place) {
    try (place) {
      return sync.sync(watched, flight, place);
    } catch (Throwable trouble) {
      events.broken(watched.id(), trouble);
      String detail = "internal error: " + trouble.getClass().getName();
      return new Ended(
          new SyncOutcome.Transient("internal", detail), Retry.SOON, watched.progress().best());
    }
  }

  private void land(Watched watched, Flight flight, Ended ended) {
    Duration took = Duration.ofNanos(tools.time.nanos() - flight.startedAt());
    var report = new SyncReport(watched.id(), ended.outcome(), tools.time.now(), took);
    try {
      settle(watched, ended, report);
    } catch (Throwable trouble) {
      events.broken(watched.id(), trouble);
      watched.progress(known -> known.withNext(plan.ordinary(tools.time.nanos())));
    } finally {
      live.remove(flight);
      watched.landed(flight);
      flight.complete(report);
    }
  }

  private void settle(Watched watched, Ended ended, SyncReport report) {
    if (watched.isDropped() || ended.outcome() instanceof SyncOutcome.Skipped) {
      return;
    }
    SyncPlan.Scene scene = scene(watched, ended.best());
    Optional<SyncReport> previous = watched.lastSync();
    watched.landedWith(
        new Watched.Landing(report, scene.now().nanos()), known -> plan.after(known, ended, scene));
    if (report.outcome().isSuccess()) {
      tools.tiers.answered(watched.id());
    }
    events.synced(report, previous);
  }
}
