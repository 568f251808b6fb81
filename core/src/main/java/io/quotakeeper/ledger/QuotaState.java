package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import java.time.Instant;

/**
 * What is known of one window.
 *
 * @param reading what was said last
 * @param provenance by whom, and when
 * @param metered what our own counting says was used since somebody last said how much is left, in
 *     the window's unit, 0 or more
 * @param missed how many successful answers in a row of the call that used to mention this window
 *     did not
 */
public record QuotaState(Reading reading, Provenance provenance, double metered, int missed) {

  /**
   * The reading as it stands at {@code now}: our own counting subtracted, and what is past its
   * reset, older than its window is long, or too old turned into what is still known of it.
   */
  public Reading at(Instant now, Freshness freshness) {
    if (isRefilled(now)) {
      return reading.withAmount(full()).withResetsAt(Moment.unstated());
    }
    if (isPeriodOver(now)) {
      return reading.withAmount(forgotten()).withResetsAt(Moment.unstated());
    }
    if (isForgotten(now, freshness) || reading.expiresAt().hasPassed(now)) {
      return reading.withAmount(forgotten());
    }
    return metered == 0 ? reading : reading.withAmount(lessMetered());
  }

  /**
   * The source of {@link #at}: {@code COMPUTED} where the reset refilled the window, {@code
   * METERED} where we only counted down from a limit whose use nobody told.
   */
  public Source sourceAt(Instant now) {
    if (isRefilled(now)) {
      return Source.COMPUTED;
    }
    boolean isCountedDown =
        metered > 0
            && (reading.amount() instanceof Amount.Cap || provenance.source() == Source.STATED);
    return isCountedDown ? Source.METERED : provenance.source();
  }

  /**
   * Whether the value is older than it should be at {@code now}. What an operator typed in does not
   * age.
   */
  public boolean isStale(Instant now, Freshness freshness) {
    return provenance.source().isProvider() && freshness.isStale(provenance.asOf(), now);
  }

  /** Whether the period that the value describes has ended at {@code now}. */
  boolean isOver(Instant now) {
    return isPeriodOver(now) || reading.expiresAt().hasPassed(now);
  }

  QuotaState used(double amount) {
    return new QuotaState(reading, provenance, metered + amount, missed);
  }

  QuotaState mentioned() {
    return missed == 0 ? this : new QuotaState(reading, provenance, metered, 0);
  }

  QuotaState missedOnce() {
    return new QuotaState(reading, provenance, metered, missed + 1);
  }

  private boolean isForgotten(Instant now, Freshness freshness) {
    return provenance.source().isProvider() && freshness.isForgotten(provenance.asOf(), now);
  }

  /**
   * Where no reset is stated the period ends no later than the window is long: a minute that was
   * spent is not spent for a day because its provider tells no resets.
   */
  private boolean isPeriodOver(Instant now) {
    return reading.resetsAt() instanceof Moment.At reset
        ? reset.hasPassed(now)
        : provenance.source().isProvider()
            && reading
                .window()
                .length()
                .filter(length -> !now.isBefore(provenance.asOf().plus(length)))
                .isPresent();
  }

  private boolean isRefilled(Instant now) {
    return reading.refill() == Refill.FULL
        && isPeriodOver(now)
        && !reading.expiresAt().hasPassed(now);
  }

  private Amount lessMetered() {
    return switch (reading.amount()) {
      case Amount.Counted(double remaining, double limit) ->
          Amount.counted(remaining - metered, limit);
      case Amount.Balance(double remaining, double minimum) ->
          new Amount.Balance(remaining - metered, minimum);
      case Amount.Cap(double most) -> Amount.counted(most - metered, most);
      case Amount.Share _, Amount.Untold _, Amount.Unlimited _, Amount.NotEntitled _ ->
          reading.amount();
    };
  }

  private Amount full() {
    return switch (reading.amount()) {
      case Amount.Counted(double _, double limit) -> Amount.counted(limit, limit);
      case Amount.Cap(double most) -> Amount.counted(most, most);
      case Amount.Share _, Amount.Untold _ -> Amount.share(1);
      case Amount.Balance _ -> Amount.unknown();
      case Amount.Unlimited _, Amount.NotEntitled _ -> reading.amount();
    };
  }

  /**
   * What stays known of a value that no longer holds: its limit, and that there is none or no
   * entitlement.
   */
  private Amount forgotten() {
    return switch (reading.amount()) {
      case Amount.Counted(double _, double limit) -> Amount.cap(limit);
      case Amount.Cap _, Amount.Unlimited _, Amount.NotEntitled _ -> reading.amount();
      case Amount.Balance _, Amount.Share _, Amount.Untold _ -> Amount.unknown();
    };
  }
}
