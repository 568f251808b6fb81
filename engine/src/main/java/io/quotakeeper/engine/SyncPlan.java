package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

  /** Nothing is looked at sooner than after this part of the interval, nor than after a minute. */
  private static final int SHORTEST_PART = 5;

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** Nothing is looked at for a reset sooner than after this part of the interval. */
  private static final int SOONEST_RESET_PART = 4;

  /** Of which nothing can be used is looked at so often before its value is unknown. */
  private static final int LOOKS_PER_AGE = 4;

  private static final int MOST_DOUBLINGS = 20;

  private final Supplier<MonitorSettings> settings;

  /** Asks for the settings each time. */
  SyncPlan(Supplier<MonitorSettings> settings) {
    this.settings = settings;
  }

  /**
   * What the next due time is made from.
   *
   * @param sight what is known of the account
   * @param closed how long its provider wants no sync, zero if it does not mind
   * @param lag how much older than a sync its numbers are at most
   * @param now when this is thought over
   * @param chance 0 (included) to 1 (excluded), at random
   */
  record Scene(Sight sight, Duration closed, Duration lag, ClockTime now, double chance) {}

  /** Where an account stands after a sync. */
  Progress after(Progress before, Ended ended, Scene scene) {
    return switch (ended.outcome()) {
      case SyncOutcome.Fresh _ -> {
        Cadence.Step step = cadence().after(before.pace(), scene.sight);
        yield new Progress(look(step, scene.now, scene), false, 0, "", ended.best(), step.pace());
      }
      case SyncOutcome.Transient _ -> failed(before, ended, scene);
      case SyncOutcome.NeedsPerson(String _, String detail) -> marked(before, detail, ended.best());
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
  Progress replanned(Progress known, ClockTime last, Scene scene) {
    if (known.throttled() || !(known.due() instanceof Due.At(long before))) {
      return known;
    }
    Progress next = known;
    if (known.failures() == 0) {
      Cadence.Step step = cadence().again(known.pace());
      next = known.withNext(look(step, last, scene)).withPace(step.pace());
    } else {
      Duration wait = Spans.shorter(Duration.ofNanos(before - last.nanos()), longestBackOff());
      next = known.withDue(Due.in(wait, last.nanos()));
    }
    // A shorter interval makes many due at once: one catch-up each, not all in the same second.
    return next.due().isReached(scene.now.nanos())
        ? next.withDue(Due.in(catchUp(scene.chance), scene.now.nanos()))
        : next;
  }

  /**
   * Where an account stands that is due: the same if it is to be synced now, else later, since what
   * traffic has just told need not be asked. Before it would be quiet too long it is asked all the
   * same, for what only the quota call tells.
   *
   * @param last when its last sync ended
   */
  Progress heard(Progress known, ClockTime last, Scene scene) {
    if (known.failures() > 0 || known.isMarked()) {
      return known;
    }
    Cadence cadence = cadence();
    Duration usual = cadence.told(known.pace());
    if (!scene.sight.isToldByTrafficSince(scene.now.wall().minus(usual))) {
      return known;
    }
    // Traffic may have told of use that was not seen when the last wait was chosen.
    Cadence.Step step =
        known.pace().hasSeen(scene.sight)
            ? cadence.again(known.pace())
            : cadence.after(known.pace(), scene.sight);
    Duration wait = beforeReset(jittered(step.pause(), scene.chance), scene.now.wall(), scene);
    Duration silence = Duration.ofNanos(scene.now.nanos() - last.nanos()).plus(wait);
    if (silence.compareTo(settings.get().quiet()) > 0) {
      return known;
    }
    Due later = Due.in(wait, scene.now.nanos());
    return known
        .withNext(new NextLook(later, NextSyncReason.TOLD_BY_TRAFFIC, promise(silence, scene)))
        .withPace(step.pace());
  }

  /**
   * Where an account stands of which traffic has just told: due sooner, if it is used up so fast by
   * now that it would be looked at too late.
   */
  Progress told(Progress known, Scene scene) {
    if (known.failures() > 0 || known.isMarked() || known.throttled()) {
      return known;
    }
    Cadence.Step step = cadence().after(known.pace(), scene.sight);
    if (step.pace().news() != Pace.News.BURNT) {
      return known;
    }
    NextLook look = look(step, scene.now, scene);
    return look.due().isBefore(known.due())
        ? known.withNext(known.next().sooner(look)).withPace(step.pace())
        : known.withPace(step.pace().waiting(known.pace().pause()));
  }

  /** After one interval. */
  NextLook ordinary(long nowNanos) {
    return NextLook.of(Due.in(settings.get().interval(), nowNanos), NextSyncReason.INTERVAL);
  }

  /** So long an account that is late by a long stop of the program waits at most. */
  Duration catchUp(double chance) {
    return Spans.times(settings.get().interval(), JITTER * chance);
  }

  /** Its bounds leave room for the jitter, which is to stay within those of the settings. */
  private Cadence cadence() {
    MonitorSettings known = settings.get();
    Duration interval = known.interval();
    Duration maxAge = known.freshness().maxAge();
    Duration shortest = Spans.longer(SHORTEST, Spans.part(interval, SHORTEST_PART));
    Duration longest =
        Spans.longer(interval, Spans.times(Spans.shorter(known.quiet(), maxAge), 1 / (1 + JITTER)));
    return new Cadence(
        interval,
        Spans.shorter(interval, Spans.times(shortest, 1 / (1 - JITTER))),
        longest,
        Spans.longer(longest, Spans.part(maxAge, LOOKS_PER_AGE)));
  }

  /** The next look, after a step that was taken at {@code from}. */
  private NextLook look(Cadence.Step step, ClockTime from, Scene scene) {
    Duration wished = jittered(step.pause(), scene.chance);
    Duration wait = beforeReset(wished, from.wall(), scene);
    NextSyncReason reason = wait.equals(wished) ? step.reason() : NextSyncReason.AFTER_RESET;
    Duration closed = scene.closed.plusNanos(scene.now.nanos() - from.nanos());
    if (!scene.closed.isZero() && closed.compareTo(wait) > 0) {
      wait = allowed(closed, scene.chance);
      reason = NextSyncReason.PROVIDER_LIMIT;
    }
    return new NextLook(Due.in(wait, from.nanos()), reason, promise(wait, scene));
  }

  /** Accounts that a provider allows to ask in step are not to do so. */
  private static Duration allowed(Duration closed, double chance) {
    return closed.plus(Spans.shorter(Spans.times(closed, JITTER * chance), SPREAD));
  }

  /** That wait, or the shorter one that ends after the next reset. */
  private Duration beforeReset(Duration wait, Instant from, Scene scene) {
    if (!(scene.sight.nextReset() instanceof Moment.At(Instant reset)) || !reset.isAfter(from)) {
      return wait;
    }
    Duration soonest = Spans.part(settings.get().interval(), SOONEST_RESET_PART);
    Duration until = Duration.between(from, reset);
    // The seconds of an instant do not all fit the nanoseconds of a wait.
    return until.compareTo(wait) > 0
        ? wait
        : Spans.shorter(
            wait,
            Spans.longer(soonest, until.plus(SETTLING)).plus(Spans.times(SPREAD, scene.chance)));
  }

  /** The sync that told a value and the one that is to replace it may both take their time. */
  private Duration promise(Duration wait, Scene scene) {
    Duration timeout = settings.get().timeout();
    return wait.plus(scene.lag).plus(timeout).plus(timeout);
  }

  private Progress failed(Progress before, Ended ended, Scene scene) {
    if (before.isMarked()) {
      return marked(before, before.mark(), ended.best());
    }
    int failures = before.failures() + 1;
    Duration pause = backOff(ended.retry().late() ? MOST_DOUBLINGS : failures, scene.chance);
    NextSyncReason reason = NextSyncReason.BACK_OFF;
    boolean throttled = ended.retry().until() instanceof Moment.At;
    if (ended.retry().until() instanceof Moment.At(Instant end)) {
      Duration stated = Duration.between(scene.now.wall(), end);
      // Somebody's typing error must not blind an account for ever: one probe a day at least.
      pause = Spans.longer(pause, Spans.shorter(stated, settings.get().freshness().maxAge()));
      pause = pause.plus(Spans.shorter(Spans.times(pause, JITTER * scene.chance), SPREAD));
      reason = NextSyncReason.STATED_BY_PROVIDER;
    }
    if (scene.closed.compareTo(pause) > 0) {
      pause = allowed(scene.closed, scene.chance);
      reason = NextSyncReason.PROVIDER_LIMIT;
    }
    NextLook next = NextLook.of(Due.in(pause, scene.now.nanos()), reason);
    return new Progress(next, throttled, failures, "", ended.best(), before.pace());
  }

  private static Progress marked(Progress before, String mark, Map<String, String> best) {
    NextLook never = NextLook.of(Due.never(), NextSyncReason.WAITING_FOR_PERSON);
    return new Progress(never, false, before.failures() + 1, mark, best, before.pace());
  }

  /** Doubles from a quarter of the interval, and stays below the age at which values are stale. */
  private Duration backOff(int failures, double chance) {
    Duration grown =
        settings
            .get()
            .interval()
            .dividedBy(4)
            .multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return Spans.times(
        Spans.shorter(grown, longestBackOff()), 1 - 2 * JITTER + 2 * JITTER * chance);
  }

  private Duration longestBackOff() {
    return Spans.times(settings.get().freshness().ttl(), 1 - JITTER);
  }

  private static Duration jittered(Duration wait, double chance) {
    return Spans.times(wait, 1 - JITTER + 2 * JITTER * chance);
  }
}
