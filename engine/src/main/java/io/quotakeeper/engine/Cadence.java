package io.quotakeeper.engine;

import java.time.Duration;

/**
 * How long to wait between two looks at an account that answers: shorter where a threshold can be
 * crossed soon, longer where nothing moves. Without jitter, and without an eye to resets. Pure.
 *
 * @param interval where nothing says otherwise
 * @param shortest never shorter; at most the interval
 * @param longest never longer, unless nothing can be used before a reset; at least the interval
 * @param longestBlocked never longer, though nothing can be used; at least {@code longest}
 */
record Cadence(Duration interval, Duration shortest, Duration longest, Duration longestBlocked) {

  /** At what is left of the time until a crossing half of it may pass before the next look. */
  private static final double PART = 0.5;

  /** Each look that sees nothing new is followed by a wait so many times as long. */
  private static final int GROWTH = 2;

  /**
   * What stood still may be used up at any moment: in one of the longest waits such a part of a
   * limit. At that pace a crossing is seen an interval after it at most.
   */
  private static final double SUDDEN = 0.1;

  private static final double NANOS = 1e9;

  /**
   * A wait.
   *
   * @param pause how long
   * @param reason why
   * @param pace what is remembered for the next
   */
  record Step(Duration pause, NextSyncReason reason, Pace pace) {}

  /** The wait after a look that saw {@code sight}. */
  Step after(Pace before, Sight sight) {
    Pace pace = before.seeing(sight);
    if (sight.blocked()) {
      return new Step(longestBlocked, NextSyncReason.QUIET, pace.waiting(interval));
    }
    return switch (pace.news()) {
      case FIRST, REVIVED -> step(interval, NextSyncReason.INTERVAL, pace);
      case BURNT -> burning(before, pace);
      case NONE -> quiet(before, pace);
    };
  }

  /** The wait after a look that was made with other settings. */
  Step again(Pace pace) {
    return pace.news() == Pace.News.BURNT
        ? burning(Pace.START, pace)
        : step(interval, NextSyncReason.INTERVAL, pace);
  }

  /** The wait until traffic has to tell again what it has just told. */
  Duration told(Pace pace) {
    return pace.pause().isZero() ? interval : pace.pause();
  }

  private Step burning(Pace before, Pace pace) {
    // What a coarse number leaves open is no reason to look more often than usual.
    Duration half =
        Spans.longer(
            seconds(pace.secondsSure() * PART),
            Spans.shorter(interval, seconds(pace.secondsLeft() * PART)));
    // What began somewhere in a long wait may be much faster than it looks.
    boolean hasJustBegun = before.news() != Pace.News.BURNT && half.compareTo(interval) > 0;
    if (hasJustBegun) {
      return step(interval, NextSyncReason.BURNING, pace);
    }
    boolean isNear = half.compareTo(interval) < 0;
    return step(half, isNear ? NextSyncReason.NEAR_THRESHOLD : NextSyncReason.BURNING, pace);
  }

  /** It may be used again at any time, as fast as it was lately. */
  private Step quiet(Pace before, Pace pace) {
    Duration grown = Spans.times(before.pause(), GROWTH);
    double sudden = pace.room() / SUDDEN * longest.toNanos() / NANOS;
    Duration bound =
        Spans.shorter(
            Spans.longer(interval, seconds(pace.secondsSure())), interval.plus(seconds(sudden)));
    if (bound.compareTo(Spans.shorter(grown, longest)) < 0) {
      return step(bound, NextSyncReason.NEAR_THRESHOLD, pace);
    }
    boolean isLong = grown.compareTo(interval) > 0;
    return step(grown, isLong ? NextSyncReason.QUIET : NextSyncReason.INTERVAL, pace);
  }

  private Step step(Duration wished, NextSyncReason reason, Pace pace) {
    Duration wait = Spans.longer(shortest, Spans.shorter(wished, longest));
    return new Step(wait, reason, pace.waiting(wait));
  }

  /** Bounded by the longest wait, so that it fits a duration. */
  private Duration seconds(double seconds) {
    double most = longest.toNanos();
    return Duration.ofNanos((long) Math.min(most, seconds * NANOS));
  }
}
