package io.quotakeeper.engine;

import io.quotakeeper.time.Time;
import java.time.Instant;

/**
 * An instant on both clocks.
 *
 * @param wall what the wall clock shows
 * @param nanos what the monotonic clock shows
 */
record ClockTime(Instant wall, long nanos) {

  static ClockTime now(Time time) {
    return new ClockTime(time.now(), time.nanos());
  }
}
