package io.quotakeeper.engine;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.time.Instant;

/**
 * What an answer says of when to ask again.
 *
 * @param late whether to wait the longest back-off, because asking soon would be held against us or
 *     cannot help
 * @param until when the provider says that it may be asked again
 */
record Retry(boolean late, Moment until) {

  /** Nothing was said: the back-off grows with each failure. */
  static final Retry SOON = new Retry(false, Moment.unstated());

  /** No time was said that helps, and asking soon would do harm. */
  static final Retry LATE = new Retry(true, Moment.unstated());

  private static final int LONGEST_NUMBER = 9;

  /** After a refusal of the quota call. */
  static Retry after(Refusal refusal, Headers headers, Instant receivedAt) {
    Retry stated =
        refusal.until() instanceof Moment.At(Instant end)
            ? stated(end, receivedAt)
            : after(headers, receivedAt);
    return stated.equals(SOON) && !endsSoon(refusal.kind()) ? LATE : stated;
  }

  /**
   * What {@code Retry-After} says: whole seconds, or an HTTP date, which is measured against the
   * answer's own Date (and Age) so that clocks need not agree. Zero, or a time that has passed, is
   * known to be sent by providers that punish asking soon: it means a long back-off.
   */
  static Retry after(Headers headers, Instant receivedAt) {
    String text = headers.get("Retry-After").orElse("");
    if (text.isEmpty()) {
      return SOON;
    }
    if (text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return stated(receivedAt.plusSeconds(Long.parseLong(text)), receivedAt);
    }
    return headers
        .dateIn("Retry-After")
        .instant()
        .map(end -> end.plus(skew(headers, receivedAt)))
        .map(end -> stated(end, receivedAt))
        .orElse(SOON);
  }

  /** What to add to the provider's clock, as far as it is known, to have ours. */
  private static Duration skew(Headers headers, Instant receivedAt) {
    return headers
        .date()
        .instant()
        .map(theirs -> Duration.between(theirs, receivedAt))
        .orElse(Duration.ZERO);
  }

  private static Retry stated(Instant end, Instant receivedAt) {
    return end.isAfter(receivedAt) ? new Retry(false, Moment.at(end)) : LATE;
  }

  private static boolean endsSoon(RefusalClass kind) {
    return kind == RefusalClass.THROTTLED
        || kind == RefusalClass.CAPACITY
        || kind == RefusalClass.AMBIGUOUS;
  }
}
