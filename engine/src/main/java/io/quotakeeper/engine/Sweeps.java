package io.quotakeeper.engine;

import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts many syncs at once. Nothing waits here: the last sync to end closes the sweep, on its own
 * thread, so that a hung account holds up no other's next due time. Thread-safe.
 */
final class Sweeps {

  /** It looks at all accounts, and the monitor makes many small sweeps. */
  private static final Duration BETWEEN_CLEANUPS = Duration.ofMinutes(1);

  private final Flights flights;
  private final SyncEvents events;
  private final Runnable cleanUp;
  private final Time time;
  private final AtomicLong lastCleanUp;

  Sweeps(Flights flights, SyncEvents events, Runnable cleanUp, Time time) {
    this.flights = flights;
    this.events = events;
    this.cleanUp = cleanUp;
    this.time = time;
    this.lastCleanUp = new AtomicLong(time.nanos());
  }

  /** Syncs these, in this order, but those that a sweep leaves out. */
  Sweep start(Collection<Watched> accounts) {
    long begin = time.nanos();
    List<Flight> started = new ArrayList<>();
    List<CompletableFuture<SyncReport>> reports = new ArrayList<>();
    for (Watched watched : accounts) {
      Optional<SyncOutcome.Skipped> refusal = Eligibility.refusalOfSweep(watched, time);
      if (refusal.isPresent()) {
        reports.add(CompletableFuture.completedFuture(skipped(watched, refusal.get())));
      } else {
        Flight flight = flights.start(watched);
        started.add(flight);
        reports.add(flight.result());
      }
    }
    var result =
        CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
            .thenApply(_ -> closed(reports, begin));
    return new Sweep(List.copyOf(started), result);
  }

  /** A report of a sync that did not happen. */
  SyncReport skipped(Watched watched, SyncOutcome.Skipped outcome) {
    Instant now = time.now();
    return new SyncReport(watched.id(), outcome, now, Duration.ZERO);
  }

  private SweepReport closed(List<CompletableFuture<SyncReport>> reports, long begin) {
    var took = Duration.ofNanos(time.nanos() - begin);
    var report = new SweepReport(reports.stream().map(CompletableFuture::join).toList(), took);
    cleanUpNowAndThen();
    events.swept(report);
    return report;
  }

  private void cleanUpNowAndThen() {
    long now = time.nanos();
    long last = lastCleanUp.get();
    if (now - last >= BETWEEN_CLEANUPS.toNanos() && lastCleanUp.compareAndSet(last, now)) {
      cleanUp.run();
    }
  }
}
