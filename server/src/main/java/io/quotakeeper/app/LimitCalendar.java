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
import java.util.concurrent.atomic.AtomicReference;

/** States the operator's limits anew at each of their resets, since no provider does. */
final class LimitCalendar implements AutoCloseable {

  /** A timer may fire a little early; and a wall clock that was set is noticed within this. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Map<AccountId, List<ManualLimit>> limits;
  private final QuotaManager quotas;
  private final SystemTime time;
  private final AtomicReference<Timer.Task> next = new AtomicReference<>(() -> {});

  LimitCalendar(Map<AccountId, List<ManualLimit>> limits, QuotaManager quotas, SystemTime time) {
    this.limits = limits;
    this.quotas = quotas;
    this.time = time;
  }

  /** States all limits now, and goes on by itself. */
  void start() {
    if (!limits.isEmpty()) {
      turn();
    }
  }

  private void turn() {
    Instant now = time.now();
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
    next.set(time.after(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, this::turn));
  }

  @Override
  public void close() {
    next.get().cancel();
  }
}
