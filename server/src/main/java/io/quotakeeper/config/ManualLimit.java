package io.quotakeeper.config;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.time.Instant;

/**
 * A limit that the operator states, since its provider does not tell.
 *
 * @param window which
 * @param most the limit, 0 or more; how much of it is used is not known
 * @param resets when it refills
 */
public record ManualLimit(Window window, double most, ResetCalendar resets) {

  /** What it says at {@code now}: a cap, until its next reset. To be stated anew after that. */
  public Reading reading(Instant now) {
    return Reading.limit(window, Amount.cap(most), resets.next(now));
  }
}
