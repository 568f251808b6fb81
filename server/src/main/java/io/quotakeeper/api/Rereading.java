package io.quotakeeper.api;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;

/**
 * When to read everything again although nobody told of a change: values age, and refusals and
 * windows end. Their stated ends are met to the second; what is not stated in a reading, such as
 * when it becomes stale, within a few seconds. Not thread-safe.
 */
final class Rereading {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(5);

  /** A timer may fire a little early. */
  private static final Duration MARGIN = Duration.ofMillis(20);

  private final Time time;
  private final Timer timer;
  private final Runnable action;
  private long lastNanos;
  private Timer.Task task = () -> {};

  Rereading(Time time, Timer timer, Runnable action) {
    this.time = time;
    this.timer = timer;
    this.action = action;
    lastNanos = time.nanos();
  }

  /** Everything was read now. */
  void done() {
    lastNanos = time.nanos();
  }

  /** Puts the next time off until something changes by itself, or until it has been long enough. */
  void next(Moment change) {
    task.cancel();
    Duration passed = Duration.ofNanos(time.nanos() - lastNanos);
    Duration most = LATEST.minus(passed);
    Duration wait =
        change
            .instant()
            .map(end -> Duration.between(time.now(), end).plus(MARGIN))
            .filter(until -> until.compareTo(most) < 0)
            .orElse(most);
    Duration least = SOONEST.minus(passed);
    task = timer.after(wait.compareTo(least) < 0 ? least : wait, action);
  }

  void stop() {
    task.cancel();
  }
}
