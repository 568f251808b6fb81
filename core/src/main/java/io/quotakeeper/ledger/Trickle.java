package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import java.time.Duration;
import java.time.Instant;

/**
 * What comes back of a window that fills up all the time ({@link Refill#STEADY}): evenly, from what
 * was left at the instant that its value describes to all of it at its reset.
 *
 * @param from the instant that the value describes
 * @param seconds from then to the reset, more than 0
 * @param most what was used then and is back at the reset; 0 where nothing comes back
 * @param step so much is worth a new look, a whole number of 1 or more
 */
record Trickle(Instant from, double seconds, double most, double step) {

  private static final Trickle NONE = new Trickle(Instant.EPOCH, 1, 0, 1);

  /** A window is thought over so many times at most while it fills up. */
  private static final int STEPS = 20;

  private static final double NANOS = 1e9;

  /** A unit that is back at an instant is not missing for the sake of its last bit. */
  private static final double ROUNDING = 1e-9;

  static Trickle of(QuotaState known) {
    Reading reading = known.reading();
    Instant from = known.provenance().asOf();
    return reading.refill() == Refill.STEADY
            && reading.amount() instanceof Amount.Counted(double left, double limit)
            && left < limit
            && reading.resetsAt() instanceof Moment.At(Instant full)
            && full.isAfter(from)
        ? new Trickle(
            from, seconds(from, full), limit - left, Math.max(1, Math.floor(limit / STEPS)))
        : NONE;
  }

  /**
   * When so much is there of a window of which less is left at {@code now}: at its reset, and
   * sooner where it fills up all the time.
   */
  static Moment backAt(Reading reading, double amount, Instant now) {
    return reading.refill() == Refill.STEADY
            && reading.amount() instanceof Amount.Counted(double left, double limit)
            && left < amount
            && amount <= limit
            && reading.resetsAt() instanceof Moment.At(Instant full)
            && full.isAfter(now)
        ? Moment.at(after(now, seconds(now, full) * (amount - left) / (limit - left)))
        : reading.resetsAt();
  }

  /** How many whole units have come back by {@code now}, from 0 to all. */
  double by(Instant now) {
    double back = most == 0 ? 0 : most * Math.clamp(seconds(from, now) / seconds, 0, 1);
    return back == most ? most : Math.floor(back + ROUNDING);
  }

  /** When so much more is back that it is worth a new look; unstated if nothing more comes. */
  Moment nextAfter(Instant now) {
    double next = (Math.floor(by(now) / step) + 1) * step;
    return next < most ? Moment.at(after(from, seconds * next / most)) : Moment.unstated();
  }

  private static double seconds(Instant from, Instant to) {
    Duration span = Duration.between(from, to);
    return (double) span.getSeconds() + span.getNano() / NANOS;
  }

  /** Rounded up, so that it is there then. */
  private static Instant after(Instant from, double seconds) {
    return from.plusSeconds((long) seconds)
        .plusNanos((long) Math.ceil((seconds - (long) seconds) * NANOS));
  }
}
