package io.quotakeeper.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a value holds.
 *
 * @param ttl older than this is stale: shown with its age
 * @param maxAge older than this is unknown
 */
public record Freshness(Duration ttl, Duration maxAge) {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  /**
   * For accounts that are learned from traffic alone: nobody promised to look, so nothing is stale,
   * though it ages.
   */
  public Freshness neverStale() {
    return new Freshness(FOREVER, maxAge);
  }

  /**
   * For accounts that are looked at so rarely on purpose: what was meant to become that old is not
   * stale.
   */
  public Freshness promising(Duration age) {
    return age.compareTo(ttl) > 0 ? new Freshness(age, maxAge) : this;
  }

  boolean isStale(Instant asOf, Instant now) {
    return isOlder(asOf, now, ttl);
  }

  boolean isForgotten(Instant asOf, Instant now) {
    return isOlder(asOf, now, maxAge);
  }

  /** The first instant at which a value that describes {@code asOf} is too old. */
  Instant forgottenAt(Instant asOf) {
    return asOf.plus(maxAge).plusNanos(1);
  }

  private static boolean isOlder(Instant asOf, Instant now, Duration age) {
    return Duration.between(asOf, now).compareTo(age) > 0;
  }
}
