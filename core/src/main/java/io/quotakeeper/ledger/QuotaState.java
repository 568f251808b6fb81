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
 * @param metering our own counting since somebody last said how much is left
 * @param missed how many successful answers in a row of the call that used to mention this window
 *     did not
 */
public record QuotaState(Reading reading, Provenance provenance, Metering metering, int missed) {

  /**
   * The reading as it stands at {@code now}: our own counting subtracted, and what is past its
   * reset, older than its window is long, or too old turned into what is still known of it.
   */
  public Reading at(Instant now, Freshness freshness) {
    if (isRefilled(now)) {
      double since = metering.totalAfter(periodEnd());
      return reading.withAmount(less(full(), since)).withResetsAt(Moment.unstated());
    }
    if (isPeriodOver(now)) {
      return reading.withAmount(forgotten()).withResetsAt(Moment.unstated());
    }
    if (isForgotten(now, freshness) || reading.expiresAt().hasPassed(now)) {
      return reading.withAmount(forgotten());
    }
    double used = metering.total() - Trickle.of(this).by(now);
    return used == 0 ? reading : reading.withAmount(less(reading.amount(), used));
  }

  /**
   * When {@link #at} says something else by time alone, after {@code now}; unstated if it never
   * does.
   */
  public Moment changesAt(Instant now, Freshness freshness) {
    Moment next = reading.expiresAt().isAfter(now) ? reading.expiresAt() : Moment.unstated();
    Moment end = endOfPeriod();
    next = end.isAfter(now) ? Moment.earlier(next, end) : next;
    next = Moment.earlier(next, Trickle.of(this).nextAfter(now));
    if (!provenance.source().isProvider()) {
      return next;
    }
    Moment forgotten = Moment.at(freshness.forgottenAt(provenance.asOf()));
    return forgotten.isAfter(now) ? Moment.earlier(next, forgotten) : next;
  }

  /**
   * The source of {@link #at}: {@code COMPUTED} where the window refilled, or some of it came back,
   * {@code METERED} where we only counted down from a limit whose use nobody told.
   */
  public Source sourceAt(Instant now) {
    if (isRefilled(now) || Trickle.of(this).by(now) >= 1) {
      return Source.COMPUTED;
    }
    boolean isCountedDown =
        metering.total() > 0
            && (reading.amount() instanceof Amount.Cap || provenance.source() == Source.STATED);
    return isCountedDown ? Source.METERED : provenance.source();
  }

  /**
   * How much of our own counting the value may tell of already: a usage call that may be minutes
   * late, and not always is, describes an instant between the one it is taken for and the one at
   * which it came. In the window's unit, 0 or more; 0 where it is not late.
   */
  public double doubted() {
    return provenance.isLate()
        ? metering.total() - metering.totalAfter(provenance.receivedAt())
        : 0;
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

  QuotaState used(Instant sentAt, double amount) {
    return new QuotaState(reading, provenance, metering.plus(sentAt, amount), missed);
  }

  QuotaState mentioned() {
    return missed == 0 ? this : new QuotaState(reading, provenance, metering, 0);
  }

  QuotaState missedOnce() {
    return new QuotaState(reading, provenance, metering, missed + 1);
  }

  private boolean isForgotten(Instant now, Freshness freshness) {
    return provenance.source().isProvider() && freshness.isForgotten(provenance.asOf(), now);
  }

  private boolean isPeriodOver(Instant now) {
    return endOfPeriod().hasPassed(now);
  }

  private Instant periodEnd() {
    return endOfPeriod().instant().orElse(Instant.MAX);
  }

  /**
   * Where no reset is stated the period ends no later than the window is long: a minute that was
   * spent is not spent for a day because its provider tells no resets.
   */
  private Moment endOfPeriod() {
    if (reading.resetsAt() instanceof Moment.At || !provenance.source().isProvider()) {
      return reading.resetsAt();
    }
    return reading
        .window()
        .length()
        .map(length -> Moment.at(provenance.asOf().plus(length)))
        .orElseGet(Moment::unstated);
  }

  private boolean isRefilled(Instant now) {
    return reading.refill() != Refill.UNTOLD
        && isPeriodOver(now)
        && !reading.expiresAt().hasPassed(now);
  }

  /** Of a share we count requests, which say nothing of it before their cost is known. */
  private static Amount less(Amount amount, double used) {
    return switch (amount) {
      case Amount.Counted(double remaining, double limit) ->
          Amount.counted(remaining - used, limit);
      case Amount.Balance(double remaining, double minimum) ->
          new Amount.Balance(remaining - used, minimum);
      case Amount.Cap(double most) -> Amount.counted(most - used, most);
      case Amount.Share _, Amount.Untold _, Amount.Unlimited _, Amount.NotEntitled _ -> amount;
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
