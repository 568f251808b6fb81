package io.quotakeeper.engine;

import java.util.Map;

/**
 * Where an account stands between two syncs. Immutable.
 *
 * @param due when the next sync is due
 * @param throttled whether the provider stated that time for the quota call, so that nobody may ask
 *     before it
 * @param failures how many syncs failed in a row, for the back-off
 * @param mark what a person must do before it works again, empty if nothing
 * @param best the call that answered last, by chain
 */
record Progress(Due due, boolean throttled, int failures, String mark, Map<String, String> best) {

  Progress {
    best = Map.copyOf(best);
  }

  /** Nothing has happened yet. */
  static Progress start(Due due) {
    return new Progress(due, false, 0, "", Map.of());
  }

  boolean isMarked() {
    return !mark.isEmpty();
  }

  boolean isPaused(long nowNanos) {
    return throttled && !due.isReached(nowNanos);
  }

  /** The due time is one that the provider stated. */
  Progress paused() {
    return new Progress(due, true, failures, mark, best);
  }

  Progress withDue(Due other) {
    return new Progress(other, throttled, failures, mark, best);
  }
}
