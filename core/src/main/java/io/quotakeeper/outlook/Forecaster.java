package io.quotakeeper.outlook;

import io.quotakeeper.outlook.Forecast.Reason;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;

/** Makes forecasts of histories. Pure. */
public final class Forecaster {

  private static final int LEAST_LOOKS = 3;
  private static final int LEAST_DROPS = 2;
  private static final double LEAST_MILLIS = Duration.ofMinutes(3).toMillis();
  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final double LONGEST = Duration.ofDays(3650).toMillis();

  /** One in ten is beyond so many standard deviations. */
  private static final double TENTH = 1.2816;

  /** A logistic curve that is as steep is all but a normal one. */
  private static final double LOGISTIC = 1.702;

  private Forecaster() {}

  /** The forecast at {@code now}. */
  public static Forecast of(History history, Instant now) {
    Look last = history.last();
    if (last.left() <= 0) {
      return new Forecast.Unsaid(Reason.SPENT);
    }
    if (last.resetsAt().hasPassed(now)) {
      // Nobody has looked since it came back.
      return new Forecast.Unsaid(Reason.UNKNOWN);
    }
    History.Tally tally = history.tally();
    if (tally.drops() == 0) {
      return new Forecast.Unsaid(Reason.UNUSED);
    }
    if (tally.looks() < LEAST_LOOKS || tally.drops() < LEAST_DROPS) {
      return new Forecast.Unsaid(Reason.FEW_LOOKS);
    }
    Course course = history.course();
    if (course.span() < LEAST_MILLIS) {
      return new Forecast.Unsaid(Reason.SHORT_TIME);
    }
    double gone = course.burntIn(course.span());
    return gone > 0 ? expected(history, course, now) : new Forecast.Unsaid(Reason.UNUSED);
  }

  private static Forecast expected(History history, Course course, Instant now) {
    double told = history.last().left();
    Blocks blocks = Blocks.of(course, told);
    double usual = course.burntIn(course.span()) / course.span() * blocks.millis();
    Panel.Verdict verdict = Panel.of(blocks, told, usual);
    // Nothing stops for good: what was seen last may have been seen by half.
    double least = usual / blocks.millis() / history.tally().drops() / 2;
    double rate = Math.max(least, verdict.perBlock() / blocks.millis());
    double left = history.leftAt(rate);
    double since = Math.max(0, now.toEpochMilli() - history.seen());
    double millis = Math.clamp(left / rate - since, 0, LONGEST);
    double step = history.tally().step();
    double deviation = Math.hypot(verdict.error(), step / 3 / left);
    double factor = Math.exp(TENTH * deviation);
    var range =
        new Forecast.Range(
            now.plusMillis((long) (millis / factor)),
            now.plusMillis((long) millis),
            now.plusMillis((long) Math.min(LONGEST, millis * factor)));
    Moment reset = history.last().resetsAt();
    return new Forecast.Expected(
        rate * HOUR,
        range,
        1 / factor,
        reset,
        risk(now, millis, deviation, reset),
        history.foreign());
  }

  private static double risk(Instant now, double millis, double deviation, Moment reset) {
    if (!(reset instanceof Moment.At(Instant end))) {
      return 1;
    }
    double until = Duration.between(now, end).toMillis();
    if (until <= 0) {
      return 0;
    }
    double late = Math.log(until / Math.max(1, millis)) / deviation;
    return 1 / (1 + Math.exp(-LOGISTIC * late));
  }
}
