package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import java.time.Duration;

/**
 * How the monitor works.
 *
 * @param interval how often an account is synced where nothing says otherwise
 * @param timeout the deadline of one account's sync, counted from when it gets its slot
 * @param slotsPerHost how many syncs may be under way at one provider host
 * @param freshness how long values hold
 * @param thresholds what is low
 */
public record MonitorSettings(
    Duration interval,
    Duration timeout,
    int slotsPerHost,
    Freshness freshness,
    Thresholds thresholds) {

  /**
   * 5 minutes, 30 seconds, 64 slots, stale after 2 intervals and a timeout, unknown after 24 hours,
   * low below 10 %.
   */
  public static MonitorSettings defaults() {
    Duration interval = Duration.ofMinutes(5);
    Duration timeout = Duration.ofSeconds(30);
    var freshness = new Freshness(interval.multipliedBy(2).plus(timeout), Duration.ofHours(24));
    return new MonitorSettings(interval, timeout, 64, freshness, Thresholds.of(0.10));
  }
}
