package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * When an account is synced next. Pure but for the settings, which are those of the moment. All
 * jitter of the engine is here: it belongs to due times, so that accounts drift apart and a turn
 * itself never waits.
 */
final class SyncPlan {

  private static final double JITTER = 0.10;

  /** After a reset many accounts are due at once; they are spread over so long. */
  private static final Duration SPREAD = Duration.ofSeconds(90);

  /** A reset is seen by us before all of the provider's servers have done it. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private static final int MOST_DOUBLINGS = 20;

  private final Supplier<MonitorSettings> settings;

  /** Asks for the settings each time. */
  SyncPlan(Supplier<MonitorSettings> settings) {
    this.settings = settings;
  }

  /**
   * An instant on both clocks.
   *
   * @param wall what the wall clock shows
   * @param nanos what the monotonic clock shows
   */
  record Now(Instant wall, long nanos) {}

  /**
   * Where an account stands after a sync.
   *
   * @param nextReset when a window of it refills next, as far as known
   * @param chance 0 (included) to 1 (excluded), at random
   */
  Progress after(Progress before, Ended ended, Moment nextReset, Now now, double chance) {
    return switch (ended.outcome()) {
      case SyncOutcome.Fresh _ ->
          new Progress(
              Due.in(untilNextLook(nextReset, now.wall, chance), now.nanos),
              false,
              0,
              "",
              ended.best());
      case SyncOutcome.Transient _ -> failed(before, ended, now, chance);
      case SyncOutcome.NeedsPerson(String _, String detail) ->
          new Progress(Due.never(), false, before.failures() + 1, detail, ended.best());
      case SyncOutcome.Skipped _ -> before;
    };
  }

  /**
   * Where an account stands that waits for its next sync, when the interval was changed. What its
   * provider stated holds; what waits for a person goes on waiting; and a back-off ends when it was
   * to end, or when the longest does by now.
   *
   * @param last when its last sync ended
   */
  Progress replanned(Progress known, Now last, Moment nextReset, Now now, double chance) {
    if (known.throttled() || !(known.due() instanceof Due.At(long before))) {
      return known;
    }
    Duration wait =
        known.failures() == 0
            ? untilNextLook(nextReset, last.wall, chance)
            : earlier(Duration.ofNanos(before - last.nanos), longestBackOff());
    Due due = Due.in(wait, last.nanos);
    // A shorter interval makes many due at once: one catch-up each, not all in the same second.
    return known.withDue(due.isReached(now.nanos) ? Due.in(catchUp(chance), now.nanos) : due);
  }

  /** After one interval. */
  Due ordinary(long nowNanos) {
    return Due.in(settings.get().interval(), nowNanos);
  }

  /** So long an account that is late by a long stop of the program waits at most. */
  Duration catchUp(double chance) {
    return times(settings.get().interval(), JITTER * chance);
  }

  private Duration untilNextLook(Moment nextReset, Instant now, double chance) {
    Duration ordinary = times(settings.get().interval(), 1 - JITTER + 2 * JITTER * chance);
    if (!(nextReset instanceof Moment.At(Instant reset)) || !reset.isAfter(now)) {
      return ordinary;
    }
    Duration afterReset =
        later(
            settings.get().interval().dividedBy(4),
            Duration.between(now, reset).plus(SETTLING).plus(times(SPREAD, chance)));
    return earlier(ordinary, afterReset);
  }

  private Progress failed(Progress before, Ended ended, Now now, double chance) {
    int failures = before.failures() + 1;
    if (before.isMarked()) {
      return new Progress(Due.never(), false, failures, before.mark(), ended.best());
    }
    Duration pause = backOff(ended.retry().late() ? MOST_DOUBLINGS : failures, chance);
    boolean throttled = ended.retry().until() instanceof Moment.At;
    if (ended.retry().until() instanceof Moment.At(Instant end)) {
      Duration stated = Duration.between(now.wall, end);
      // Somebody's typing error must not blind an account for ever: one probe a day at least.
      pause = later(pause, earlier(stated, settings.get().freshness().maxAge()));
      pause = pause.plus(earlier(times(pause, JITTER * chance), SPREAD));
    }
    return new Progress(Due.in(pause, now.nanos), throttled, failures, "", ended.best());
  }

  /** Doubles from a quarter of the interval, and stays below the age at which values are stale. */
  private Duration backOff(int failures, double chance) {
    Duration grown =
        settings
            .get()
            .interval()
            .dividedBy(4)
            .multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return times(earlier(grown, longestBackOff()), 1 - 2 * JITTER + 2 * JITTER * chance);
  }

  private Duration longestBackOff() {
    return times(settings.get().freshness().ttl(), 1 - JITTER);
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
