package io.quotakeeper.engine;

import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Starts many syncs at once. Nothing waits here: the last sync to end closes the sweep, on its own
 * thread, so that a hung account holds up no other's next due time. Thread-safe.
 */
final class Sweeps {

  private final Flights flights;
  private final SyncEvents events;
  private final Runnable cleanUp;
  private final IntSupplier size;
  private final Time time;
  private final AtomicInteger sinceCleanUp = new AtomicInteger();

  /** Over {@code size} accounts, all of which {@code cleanUp} looks at. */
  Sweeps(Flights flights, SyncEvents events, Runnable cleanUp, IntSupplier size, Time time) {
    this.flights = flights;
    this.events = events;
    this.cleanUp = cleanUp;
    this.size = size;
    this.time = time;
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
    cleanUpNowAndThen(reports.size());
    events.swept(report);
    return report;
  }

  /** After as many syncs as there are accounts: the monitor makes many small sweeps. */
  private void cleanUpNowAndThen(int synced) {
    int since = sinceCleanUp.addAndGet(synced);
    if (since >= size.getAsInt() && sinceCleanUp.compareAndSet(since, 0)) {
      cleanUp.run();
    }
  }
}
