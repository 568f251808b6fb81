package io.quotakeeper.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Many syncs under way together.
 *
 * @param flights those that were started or joined
 * @param result how it ended: completes after the last of them
 */
record Sweep(List<Flight> flights, CompletableFuture<SweepReport> result) {

  /** Ends what is under way; the result completes soon after. */
  void stop() {
    flights.forEach(flight -> flight.end(Flight.End.STOPPED));
  }
}
