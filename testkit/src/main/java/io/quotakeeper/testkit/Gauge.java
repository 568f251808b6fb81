package io.quotakeeper.testkit;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.time.Time;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** The level of one window. Not thread-safe: {@link Stock} guards it. */
final class Gauge {

  /** What token buckets lose to rounding must not refuse the last request. */
  private static final double ROUNDING = 1e-9;

  private final SimulatedWindow window;
  private final Time time;
  private double used;
  private double burnt;
  private Moment endsAt = Moment.unstated();
  private long settledAt;

  Gauge(SimulatedWindow window, Time time) {
    this.window = window;
    this.time = time;
    this.settledAt = time.nanos();
  }

  SimulatedWindow window() {
    return window;
  }

  boolean has(double amount) {
    settle();
    return left() + ROUNDING >= amount;
  }

  /** Uses so much, down to nothing at most. */
  void burn(double amount) {
    settle();
    double taken = Math.min(amount, left());
    if (taken <= 0) {
      return;
    }
    used += taken;
    burnt += taken;
    if (window.renewal() instanceof Renewal.FromFirstUse(Duration length)
        && !endsAt.isAfter(time.now())) {
      endsAt = Moment.at(time.now().plus(length));
    }
  }

  void refill() {
    used = 0;
    endsAt = Moment.unstated();
  }

  Remaining read() {
    settle();
    return new Remaining(window, left(), burnt, resetsAt());
  }

  /** How long until so much is there; zero if it is. */
  static Duration untilThereIs(double amount, Remaining of, Instant now) {
    if (of.of().renewal() instanceof Renewal.Rolling(Duration length) && of.of().limit() > 0) {
      double share = Math.max(0, amount - of.left()) / of.of().limit();
      return Duration.ofNanos((long) Math.ceil(share * length.toNanos()));
    }
    return of.resetsAt().instant().map(at -> Duration.between(now, at)).orElse(Duration.ZERO);
  }

  private double left() {
    return Math.max(0, window.limit() - used);
  }

  private void settle() {
    switch (window.renewal()) {
      case Renewal.FromFirstUse _ -> {
        if (endsAt.hasPassed(time.now())) {
          refill();
        }
      }
      case Renewal.Calendar(Renewal.Period period) -> {
        if (endsAt.hasPassed(time.now())) {
          refill();
        }
        if (!endsAt.isAfter(time.now())) {
          endsAt = Moment.at(nextBoundary(period, time.now()));
        }
      }
      case Renewal.Rolling(Duration length) -> {
        long nanos = time.nanos();
        double share = (double) (nanos - settledAt) / length.toNanos();
        used = Math.max(0, used - share * window.limit());
        settledAt = nanos;
      }
      case Renewal.Never _ -> {}
    }
  }

  private Moment resetsAt() {
    return switch (window.renewal()) {
      case Renewal.FromFirstUse(Duration length) ->
          endsAt.isAfter(time.now()) ? endsAt : Moment.at(time.now().plus(length));
      case Renewal.Calendar _ -> endsAt;
      case Renewal.Rolling(Duration length) ->
          Moment.at(time.now().plusNanos((long) Math.ceil(usedShare() * length.toNanos())));
      case Renewal.Never _ -> Moment.unstated();
    };
  }

  private double usedShare() {
    return window.limit() > 0 ? used / window.limit() : 0;
  }

  private static Instant nextBoundary(Renewal.Period period, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate next =
        switch (period) {
          case DAY -> today.plusDays(1);
          case WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
          case MONTH -> today.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    return next.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
