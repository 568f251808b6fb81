package io.quotakeeper.app;

import io.quotakeeper.config.ManualLimit;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * States the operator's limits anew at each of their resets, since no provider does. Thread-safe:
 * the lock orders turns, so that limits that were replaced are not stated after the new ones.
 */
final class LimitCalendar implements AutoCloseable {

  /** A timer may fire a little early; and a wall clock that was set is noticed within this. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final ReentrantLock turning = new ReentrantLock();
  private final QuotaManager quotas;
  private final SystemTime time;
  private Map<AccountId, List<ManualLimit>> limits = Map.of();
  private Timer.Task next = () -> {};
  private boolean closed;

  LimitCalendar(QuotaManager quotas, SystemTime time) {
    this.quotas = quotas;
    this.time = time;
  }

  /**
   * Has {@code change} done, then states all these limits in place of those before, and goes on by
   * itself. No turn comes between, which would state what the change took away.
   */
  void keep(Map<AccountId, List<ManualLimit>> other, Runnable change) {
    turning.lock();
    try {
      change.run();
      next.cancel();
      limits = other;
      turn();
    } finally {
      turning.unlock();
    }
  }

  private void turn() {
    turning.lock();
    try {
      if (!closed && !limits.isEmpty()) {
        next = time.after(wait(time.now()), this::turn);
      }
    } finally {
      turning.unlock();
    }
  }

  /** States all of them; gives how long they hold. */
  private Duration wait(Instant now) {
    Moment earliest = Moment.unstated();
    for (Map.Entry<AccountId, List<ManualLimit>> entry : limits.entrySet()) {
      List<Reading> stated = entry.getValue().stream().map(limit -> limit.reading(now)).toList();
      quotas.state(entry.getKey(), stated);
      for (Reading reading : stated) {
        earliest = Moment.earlier(earliest, reading.resetsAt());
      }
    }
    Duration wait =
        earliest.instant().map(end -> Duration.between(now, end).plus(MARGIN)).orElse(LONGEST_WAIT);
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  @Override
  public void close() {
    turning.lock();
    try {
      closed = true;
      next.cancel();
    } finally {
      turning.unlock();
    }
  }
}
