package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import java.time.Duration;

/**
 * How the monitor works.
 *
 * @param interval how often an account is synced where nothing says otherwise; above zero
 * @param quiet the longest wait between two syncs of an account in which nothing changes; at least
 *     the interval
 * @param timeout the deadline of one account's sync, counted from when it gets its slot; above zero
 * @param slotsPerHost how many syncs may be under way at one provider host; 1 or more
 * @param freshness how long values hold; both spans above zero
 * @param thresholds what is low
 */
public record MonitorSettings(
    Duration interval,
    Duration quiet,
    Duration timeout,
    int slotsPerHost,
    Freshness freshness,
    Thresholds thresholds) {

  private static final int USUAL_QUIET = 6;
  private static final int LOOKS_PER_AGE = 4;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Refuses what no monitor can work with.
   *
   * @throws IllegalArgumentException if a duration is zero, negative or longer than 100 years, the
   *     longest wait is shorter than the interval, or there is no slot
   */
  public MonitorSettings {
    requireSpan("interval", interval);
    requireSpan("quiet", quiet);
    requireSpan("timeout", timeout);
    requireSpan("freshness.ttl", freshness.ttl());
    requireSpan("freshness.maxAge", freshness.maxAge());
    if (quiet.compareTo(interval) < 0) {
      throw new IllegalArgumentException("quiet is shorter than the interval: " + quiet);
    }
    if (slotsPerHost < 1) {
      throw new IllegalArgumentException("slotsPerHost is not 1 or more: " + slotsPerHost);
    }
  }

  /** With {@link #usualQuiet the usual longest wait}. */
  public MonitorSettings(
      Duration interval,
      Duration timeout,
      int slotsPerHost,
      Freshness freshness,
      Thresholds thresholds) {
    this(
        interval,
        usualQuiet(interval, freshness.maxAge()),
        timeout,
        slotsPerHost,
        freshness,
        thresholds);
  }

  /**
   * The longest wait where none is named: six intervals, though at most a quarter of the age at
   * which a value is unknown, and at least one interval.
   */
  public static Duration usualQuiet(Duration interval, Duration maxAge) {
    boolean isSpan = interval.isPositive() && interval.compareTo(LONGEST) <= 0;
    if (!isSpan || !maxAge.isPositive()) {
      return interval;
    }
    Duration bound = Spans.part(Spans.shorter(maxAge, LONGEST), LOOKS_PER_AGE);
    boolean isBounded = interval.compareTo(Spans.part(bound, USUAL_QUIET)) > 0;
    Duration usual = isBounded ? bound : Spans.times(interval, USUAL_QUIET);
    return Spans.longer(interval, usual);
  }

  /**
   * 5 minutes, 30 when quiet, 30 seconds, 64 slots, stale after 2 intervals and a timeout, unknown
   * after 24 hours, low below 10 %.
   */
  public static MonitorSettings defaults() {
    Duration interval = Duration.ofMinutes(5);
    Duration timeout = Duration.ofSeconds(30);
    var freshness = new Freshness(interval.plus(interval).plus(timeout), Duration.ofHours(24));
    return new MonitorSettings(interval, timeout, 64, freshness, Thresholds.of(0.10));
  }

  /** A longer one does not fit the arithmetic of clocks, which counts nanoseconds. */
  private static void requireSpan(String name, Duration span) {
    if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is not a duration above zero and of at most 100 years: " + span);
    }
  }
}
