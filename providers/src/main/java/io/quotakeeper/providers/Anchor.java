package io.quotakeeper.providers;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;

/**
 * What the times of a reply are measured against.
 *
 * @param receivedAt when the reply came, by our clock
 * @param date when it left, by the provider's clock (its Date header)
 * @param horizon how far ahead a stated time may be; what is further is implausible
 */
record Anchor(Instant receivedAt, Moment date, Duration horizon) {

  /** The limit of what an adapter need not vouch for: yearly windows, and some. */
  static final Duration USUAL_HORIZON = Duration.ofDays(400);

  /** The anchor of a reply. */
  static Anchor of(Reply reply, Duration horizon) {
    Moment date =
        reply.headers().get("date").map(ResetGrammar::httpDateAnyTime).orElseGet(Moment::unstated);
    return new Anchor(reply.receivedAt(), date, horizon);
  }

  /** The moment {@code wait} after the reply came, unless that is implausible. */
  Moment after(Duration wait) {
    return wait.isNegative() || wait.compareTo(horizon) > 0
        ? Moment.unstated()
        : Moment.at(receivedAt.plus(wait));
  }

  /** That instant, unless it has passed (then no reset is known) or is implausibly far away. */
  Moment ahead(Instant instant) {
    return instant.isBefore(receivedAt) || instant.isAfter(receivedAt.plus(horizon))
        ? Moment.unstated()
        : Moment.at(instant);
  }
}
