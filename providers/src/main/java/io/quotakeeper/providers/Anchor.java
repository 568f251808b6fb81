package io.quotakeeper.providers;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;

/**
 * What the times of a reply are measured against.
 *
 * @param receivedAt when the reply came, by our clock
 * @param date when it came, by the provider's clock (its Date header, and Age if it was cached)
 * @param horizon how far ahead a stated time may be; what is further is implausible
 */
record Anchor(Instant receivedAt, Moment date, Duration horizon) {

  /** So far clocks that agree may seem apart: a slow answer takes its time. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /** The limit of what an adapter need not vouch for: yearly windows, and some. */
  static final Duration USUAL_HORIZON = Duration.ofDays(400);

  /** The anchor of a reply. */
  static Anchor of(Reply reply, Duration horizon) {
    return new Anchor(reply.receivedAt(), reply.headers().date(), horizon);
  }

  /** The moment {@code wait} after the reply came, unless that is implausible. */
  Moment after(Duration wait) {
    return wait.isNegative() || wait.compareTo(horizon) > 0
        ? Moment.unstated()
        : Moment.at(receivedAt.plus(wait));
  }

  /**
   * That instant of the provider's clock by ours, unless it has passed (then no reset is known) or
   * is implausibly far away.
   */
  Moment ahead(Instant stated) {
    Instant instant = stated.plus(skew());
    return instant.isBefore(receivedAt) || instant.isAfter(receivedAt.plus(horizon))
        ? Moment.unstated()
        : Moment.at(instant);
  }

  /** What to add to the provider's clock to have ours; zero if they agree, or none is known. */
  private Duration skew() {
    return date.instant()
        .map(theirs -> Duration.between(theirs, receivedAt))
        .filter(apart -> apart.abs().compareTo(TOLERANCE) > 0)
        .orElse(Duration.ZERO);
  }
}
