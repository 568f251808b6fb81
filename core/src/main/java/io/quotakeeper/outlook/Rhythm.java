package io.quotakeeper.outlook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How use is spread over the hours of a day or of a week, where days or weeks are alike: then time
 * is measured in busy milliseconds, of which an hour at which usually nothing goes has few. A week
 * has as many of both. Immutable.
 */
final class Rhythm {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final double WEEK_MILLIS = WEEK * (double) HOUR;

  /** What is longer ago than four weeks is not heard. */
  private static final int MOST = 4 * WEEK;

  /** What is known of fewer days or weeks is no rhythm. */
  private static final int LEAST_TIMES = 2;

  /** Days are alike where the others tell of an hour this part of what differs from the mean. */
  private static final double ALIKE = 0.5;

  /** What is believed of an hour beforehand counts as so much known time. */
  private static final double PRIOR = HOUR / 4.0;

  /** Of an hour at which nothing was ever seen to go. */
  private static final double LEAST_WEIGHT = 0.02;

  /** All hours are alike. */
  static final Rhythm NONE = new Rhythm(evenly());

  /** Busy milliseconds before each hour of a week, and in all of it. */
  private final double[] before = new double[WEEK + 1];

  private Rhythm(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int hour = 0; hour < WEEK; hour++) {
      before[hour + 1] = before[hour] + weights[hour] * WEEK_MILLIS / sum;
    }
  }

  private static double[] evenly() {
    double[] weights = new double[WEEK];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** The rhythm of what went; {@link #NONE} where days are too few, or not alike. */
  static Rhythm of(List<Stretch> stretches) {
    long known = stretches.isEmpty() ? 0 : stretches.getLast().to() - stretches.getFirst().from();
    if (known < LEAST_TIMES * DAY * HOUR) {
      return NONE;
    }
    var hours = Hours.of(stretches);
    if (hours.mean <= 0) {
      return NONE;
    }
    double[] even = evenly();
    double[] daily = hours.better(DAY, even);
    double[] weekly = known < LEAST_TIMES * WEEK * HOUR ? daily : hours.better(WEEK, daily);
    return Arrays.equals(weekly, even) ? NONE : new Rhythm(weekly);
  }

  /** How many busy milliseconds are between two instants, in milliseconds since 1970. */
  double busy(long from, long to) {
    return upTo(to) - upTo(from);
  }

  /** When so many busy milliseconds have passed after an instant. */
  double after(long from, double busy) {
    double wanted = upTo(from) + busy;
    double week = Math.floor(wanted / WEEK_MILLIS);
    double rest = wanted - week * WEEK_MILLIS;
    int found = Arrays.binarySearch(before, rest);
    int hour = Math.clamp(found < 0 ? -found - 2L : found, 0, WEEK - 1);
    double part = (rest - before[hour]) / (before[hour + 1] - before[hour]);
    return week * WEEK_MILLIS + (hour + part) * HOUR;
  }

  private double upTo(long instant) {
    double week = Math.floor(instant / WEEK_MILLIS);
    double hours = (instant - week * WEEK_MILLIS) / HOUR;
    int hour = Math.min((int) hours, WEEK - 1);
    return week * WEEK_MILLIS + before[hour] + (hours - hour) * (before[hour + 1] - before[hour]);
  }

  /** What went in each hour. Immutable. */
  private static final class Hours {

    /** Which hour of the week the first is. */
    private final int first;

    private final double[] burnt;

    /** How many milliseconds of each are known. */
    private final double[] known;

    /** How much went in a known millisecond on average. */
    private final double mean;

    private Hours(int first, double[] burnt, double[] known) {
      this.first = first;
      this.burnt = burnt;
      this.known = known;
      mean = Arrays.stream(burnt).sum() / Arrays.stream(known).sum();
    }

    private static Hours of(List<Stretch> stretches) {
      long last = Math.floorDiv(stretches.getLast().to(), HOUR);
      long first = Math.max(Math.floorDiv(stretches.getFirst().from(), HOUR), last - MOST);
      int count = (int) (last - first) + 1;
      double[] burnt = new double[count];
      double[] known = new double[count];
      for (Stretch each : stretches) {
        long from = Math.max(each.from(), first * HOUR);
        while (from < each.to()) {
          long hour = Math.floorDiv(from, HOUR);
          long to = Math.min(each.to(), (hour + 1) * HOUR);
          burnt[(int) (hour - first)] += each.burnt() * (to - from) / each.millis();
          known[(int) (hour - first)] += to - from;
          from = to;
        }
      }
      return new Hours((int) Math.floorMod(first, (long) WEEK), burnt, known);
    }

    /** The weights of the hours of a week by a period of so many, if they tell more than others. */
    private double[] better(int period, double[] others) {
      double[] burntAt = new double[period];
      double[] knownAt = new double[period];
      for (int i = 0; i < burnt.length; i++) {
        burntAt[ofPeriod(i, period)] += burnt[i];
        knownAt[ofPeriod(i, period)] += known[i];
      }
      double errors = 0;
      double errorsOfOthers = 0;
      for (int i = 0; i < burnt.length; i++) {
        if (known[i] > 0) {
          int at = ofPeriod(i, period);
          double other = others[ofPeriod(i, WEEK)];
          double weight = burnt[i] / known[i] / mean;
          double told = weight(burntAt[at] - burnt[i], knownAt[at] - known[i], other);
          errors += known[i] * (weight - told) * (weight - told);
          errorsOfOthers += known[i] * (weight - other) * (weight - other);
        }
      }
      return errors < (1 - ALIKE) * errorsOfOthers ? weights(burntAt, knownAt, others) : others;
    }

    private double[] weights(double[] burntAt, double[] knownAt, double[] others) {
      double[] weights = new double[WEEK];
      for (int i = 0; i < WEEK; i++) {
        int at = i % burntAt.length;
        weights[i] = Math.max(LEAST_WEIGHT, weight(burntAt[at], knownAt[at], others[i]));
      }
      return weights;
    }

    private double weight(double burntThen, double knownThen, double other) {
      return (burntThen / mean + PRIOR * other) / (knownThen + PRIOR);
    }

    private int ofPeriod(int hour, int period) {
      return (first + hour) % period;
    }
  }
}
