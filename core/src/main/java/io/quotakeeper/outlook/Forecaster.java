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
    Rhythm rhythm = Rhythm.of(history.stretches());
    Course course = history.course(rhythm);
    if (course.span() < LEAST_MILLIS) {
      return new Forecast.Unsaid(Reason.SHORT_TIME);
    }
    double gone = course.burntIn(course.span());
    return gone > 0 ? expected(history, course, rhythm, now) : new Forecast.Unsaid(Reason.UNUSED);
  }

  private static Forecast expected(History history, Course course, Rhythm rhythm, Instant now) {
    double told = history.last().left();
    Blocks blocks = Blocks.of(course, told);
    double usual = course.burntIn(course.span()) / course.span() * blocks.millis();
    Panel.Verdict verdict = Panel.of(blocks, told, usual);
    // Nothing stops for good: what was seen last may have been seen by half.
    double least = usual / blocks.millis() / history.tally().drops() / 2;
    double rate = Math.max(least, verdict.perBlock() / blocks.millis());
    double left = history.leftAt(rate, rhythm);
    double step = history.tally().step();
    double deviation = Math.hypot(verdict.error(), step / 3 / left);
    double factor = Math.exp(TENTH * deviation);
    double millis = left / rate;
    var end = new End(rhythm, history.asOf(), now);
    var range =
        new Forecast.Range(
            end.after(millis / factor), end.after(millis), end.after(millis * factor));
    Moment reset = history.last().resetsAt();
    return new Forecast.Expected(
        rate * HOUR,
        range,
        1 / factor,
        reset,
        end.risk(millis, deviation, reset),
        history.foreign());
  }

  /** Where busy time after the last look leads to. */
  private record End(Rhythm rhythm, long seen, Instant now) {

    private Instant after(double busy) {
      double millis = rhythm.after(seen, Math.min(busy, LONGEST)) - now.toEpochMilli();
      return now.plusMillis((long) Math.clamp(millis, 0, LONGEST));
    }

    private double risk(double busy, double deviation, Moment reset) {
      if (!(reset instanceof Moment.At(Instant end))) {
        return 1;
      }
      if (!end.isAfter(now)) {
        return 0;
      }
      double late = Math.log(rhythm.busy(seen, end.toEpochMilli()) / Math.max(1, busy)) / deviation;
      return 1 / (1 + Math.exp(-LOGISTIC * late));
    }
  }
}
