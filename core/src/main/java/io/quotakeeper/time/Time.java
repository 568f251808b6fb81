package io.quotakeeper.time;

import java.time.Instant;

/**
 * The two clocks of a program. They are kept apart because they answer different questions: what
 * providers say is in wall time, and how long something took is not. Implementations are
 * thread-safe and never block.
 */
public interface Time {

  /** The wall clock, in UTC. It may jump in either direction and must not measure durations. */
  Instant now();

  /**
   * A monotonic clock in nanoseconds. Only the difference of two readings means anything; it may be
   * negative.
   */
  long nanos();
}
