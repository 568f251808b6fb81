package io.quotakeeper.outlook;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was left of a window at an instant.
 *
 * @param at the instant that this describes
 * @param left how much was left, in the window's unit, or the share where only that is known
 * @param full how much there is after a reset: the limit in the same unit, 1 for a share; 0 where
 *     there is no limit
 * @param resetsAt when the window refills
 * @param own how much of what went since the look before was our own use, 0 or more
 */
public record Look(Instant at, double left, double full, Moment resetsAt, double own) {

  /** How old a value may be does not matter to its history. */
  private static final Freshness ANY = new Freshness(Duration.ofDays(365), Duration.ofDays(365));

  /** Refuses what is not a number, and what is negative but must not be. */
  public Look {
    if (!Double.isFinite(left) || !isQuantity(full) || !isQuantity(own)) {
      throw new IllegalArgumentException("not a look: " + left + " of " + full + ", own " + own);
    }
  }

  /** The look that a state of a window is; empty if it does not tell how much is left. */
  public static Optional<Look> of(QuotaState known, Instant now) {
    Reading reading = known.at(now, ANY);
    boolean isCountedOn = known.metering().total() > 0 && reading.amount().remaining().isPresent();
    Instant at = isCountedOn ? now : known.provenance().asOf();
    return switch (reading.amount()) {
      case Amount.Counted(double left, double most) ->
          Optional.of(new Look(at, left, most, reading.resetsAt(), 0));
      case Amount.Balance(double left, double minimum) ->
          Optional.of(new Look(at, left - minimum, 0, reading.resetsAt(), 0));
      case Amount.Share(double part) -> Optional.of(new Look(at, part, 1, reading.resetsAt(), 0));
      case Amount.Unknown _, Amount.Unlimited _, Amount.NotEntitled _ -> Optional.empty();
    };
  }

  /**
   * The look that followed a change of a state of a window, with our own use in it; empty if it
   * does not tell how much is left.
   */
  public static Optional<Look> of(QuotaState before, QuotaState after, Instant now) {
    boolean isCounting = before.provenance().equals(after.provenance());
    double own = isCounting ? Math.max(0, after.metering().total() - before.metering().total()) : 0;
    return of(after, now)
        .map(look ->
            new Look(look.at, look.left, look.full, look.resetsAt, isShare(after) ? 0 : own));
  }

  /** What we count is no share. */
  private static boolean isShare(QuotaState known) {
    return known.reading().amount() instanceof Amount.Share;
  }

  private static boolean isQuantity(double number) {
    return number >= 0 && number < Double.POSITIVE_INFINITY;
  }
}
