package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * An access token, and how long it is good for. It ends by the clock that gets there first: the
 * monotonic one may stand still while the machine sleeps, and the wall clock may be set back.
 *
 * @param secret the token
 * @param endsAt when it ends by the wall clock
 * @param endsAtNanos when it ends by the monotonic clock
 * @param leeway how long before its end it is renewed
 */
record AccessToken(Secret secret, Instant endsAt, long endsAtNanos, Duration leeway) {

  /** Where a provider does not say. */
  private static final Duration USUAL = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration LEEWAY = Duration.ofMinutes(5);

  /**
   * A token that was asked for then.
   *
   * @param stated how long its provider says that it is good for; negative if it does not
   * @param chance 0 (included) to 1 (excluded), at random: spreads renewals
   */
  static AccessToken of(Secret secret, Duration stated, ClockTime asked, double chance) {
    Duration lifetime = stated.isNegative() ? USUAL : bounded(stated);
    Duration leeway = Spans.shorter(LEEWAY, Spans.part(lifetime, 4));
    Duration spread = Spans.times(leeway, chance / 2);
    return new AccessToken(
        secret,
        asked.wall().plus(lifetime),
        asked.nanos() + lifetime.toNanos(),
        leeway.plus(spread));
  }

  private static Duration bounded(Duration stated) {
    return Spans.shorter(Spans.longer(stated, SHORTEST), LONGEST);
  }

  boolean isGood(ClockTime now) {
    return isGood(now, Duration.ZERO);
  }

  /** Whether it is time to renew it. */
  boolean isDue(ClockTime now) {
    return !isGood(now, leeway);
  }

  private boolean isGood(ClockTime now, Duration span) {
    return endsAtNanos - now.nanos() > span.toNanos() && endsAt.isAfter(now.wall().plus(span));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "AccessToken[until " + endsAt + "]";
  }
}
