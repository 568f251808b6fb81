package io.quotakeeper.engine;

import java.util.Map;

/**
 * Where an account stands between two syncs. Immutable.
 *
 * @param next when the next sync is due, and why
 * @param throttled whether the provider stated that time for the quota call, so that nobody may ask
 *     before it
 * @param failures how many syncs failed in a row, for the back-off
 * @param mark what a person must do before it works again, empty if nothing
 * @param best the call that answered last, by chain
 * @param pace how fast it was used up when it was looked at last
 */
record Progress(
    NextLook next,
    boolean throttled,
    int failures,
    String mark,
    Map<String, String> best,
    Pace pace) {

  Progress {
    best = Map.copyOf(best);
  }

  /** Nothing has happened yet. */
  static Progress start(Due due) {
    return start(due, NextSyncReason.START);
  }

  /** Nothing has happened yet, and why the first sync is due when it is. */
  static Progress start(Due due, NextSyncReason reason) {
    return new Progress(NextLook.of(due, reason), false, 0, "", Map.of(), Pace.START);
  }

  Due due() {
    return next.due();
  }

  boolean isMarked() {
    return !mark.isEmpty();
  }

  boolean isPaused(long nowNanos) {
    return throttled && !due().isReached(nowNanos);
  }

  /** The due time is one that the provider stated. */
  Progress paused() {
    var stated = new NextLook(due(), NextSyncReason.STATED_BY_PROVIDER, next.promise());
    return new Progress(stated, true, failures, mark, best, pace);
  }

  Progress withDue(Due other) {
    return withNext(next.at(other));
  }

  /** Due then at the latest, if it is due at all. */
  Progress notAfter(Due latest) {
    return latest.isBefore(due()) && !throttled ? withDue(latest) : this;
  }

  Progress withNext(NextLook other) {
    return new Progress(other, throttled, failures, mark, best, pace);
  }

  Progress withPace(Pace other) {
    return new Progress(next, throttled, failures, mark, best, other);
  }
}
