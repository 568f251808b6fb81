package io.quotakeeper.outlook;

import io.quotakeeper.outlook.Forecast.Reason;
import io.quotakeeper.quota.Moment;
import java.time.Instant;
import java.util.OptionalDouble;

/** Makes forecasts of histories. Pure. */
public final class Forecaster {

  private static final int LEAST_LOOKS = 3;
  private static final int LEAST_DROPS = 2;

  /** A history must be so long, and so much of the time that is left. */
  private static final long LEAST_MILLIS = 180_000;

  private static final double HOUR = 3_600_000;

  /** One in ten is beyond so many standard deviations. */
  private static final double TENTH = 1.2816;

  /** How much a pace changes by itself until it runs out, at the least. */
  private static final double DRIFT = 0.1;

  private static final double LONGEST = 3650.0 * 24 * HOUR;

  private Forecaster() {}

  /** The forecast at {@code now}. */
  public static Forecast of(History history, Instant now) {
    Look last = history.last();
    if (last.left() <= 0) {
      return new Forecast.Unsaid(Reason.SPENT);
    }
    History.Tally tally = history.tally();
    if (tally.looks() < LEAST_LOOKS || tally.drops() == 1) {
      return new Forecast.Unsaid(Reason.FEW_LOOKS);
    }
    if (tally.drops() == 0) {
      return new Forecast.Unsaid(Reason.UNUSED);
    }
    double step = tally.grain().orZero();
    Course course = course(history, step);
    if (course.span() < LEAST_MILLIS) {
      return new Forecast.Unsaid(Reason.SHORT_TIME);
    }
    double gone = course.burntIn(course.span());
    if (!(gone > 0)) {
      return new Forecast.Unsaid(Reason.UNUSED);
    }
    double prior = Math.max(step / 4, gone / Math.max(1, tally.drops()) / 4);
    return expected(history, Burn.of(course, step, prior, last.left()), now);
  }

  private static Course course(History history, double step) {
    long open = history.seen() - history.edge();
    Stretch idle = new Stretch(history.edge(), history.seen(), 0, 0);
    if (step == 0) {
      return Course.of(history.stretches(), idle);
    }
    var none = new Stretch(history.seen(), history.seen(), 0, 0);
    Course closed = Course.of(history.stretches(), none);
    double usual = closed.span() > 0 ? closed.burntIn(closed.span()) / closed.span() : 0;
    // As long as one step lasts nothing is to be seen of what goes.
    return usual * open <= step
        ? closed
        : Course.of(
            history.stretches(), new Stretch(history.edge(), history.seen(), step / 2, 0));
  }

  private static Forecast expected(History history, Burn burn, Instant now) {
    double step = history.tally().grain().orZero();
    double since = Math.max(0, now.toEpochMilli() - history.seen());
    double unseen = Math.min(step, burn.rate() * (history.seen() - history.edge()));
    double known = history.last().left() + (step > 0 ? step / 2 - unseen : 0);
    double millis = Math.min(LONGEST, Math.max(0, known / burn.rate() - since));
    double seen = Math.sqrt(burn.noise() / (burn.rate() * burn.lookback()));
    double ahead = Math.sqrt(burn.noise() / known);
    double deviation = Math.hypot(Math.hypot(seen, ahead), Math.hypot(step / 3 / known, DRIFT));
    double factor = Math.exp(TENTH * deviation);
    Instant likely = now.plusMillis((long) millis);
    var range =
        new Forecast.Range(
            now.plusMillis((long) (millis / factor)),
            likely,
            now.plusMillis((long) Math.min(LONGEST, millis * factor)));
    Moment reset = history.last().resetsAt();
    return new Forecast.Expected(
        burn.rate() * HOUR,
        range,
        1 / factor,
        reset,
        reset.hasPassed(likely) ? 0.2 : 0.8,
        OptionalDouble.empty());
  }
}
