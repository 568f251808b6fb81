package io.quotakeeper.bench;

import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, set to the time of the fleet: reading it costs what it costs. */
final class FleetTime implements Time {

  private final Duration behind = Duration.between(Fleet.START, Instant.now());

  @Override
  public Instant now() {
    return Instant.now().minus(behind);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
