package io.quotakeeper.outlook;

/**
 * How much went in each of some blocks of equal length, which follow one another up to the last
 * look. Immutable.
 */
final class Blocks {

  private static final int LEAST = 4;
  private static final int MOST = 96;

  /** So many times the time that is left is looked back over. */
  private static final double BACK = 16;

  /** A pace has changed where the means of both sides differ by so many standard deviations. */
  private static final double CHANGED = 10;

  /** A pace that goes on for less is none. */
  private static final int SHORTEST_PACE = 3;

  /** Use that is all but even would make a change of every rounding. */
  private static final double EVEN = 1e-4;

  private final double[] burnt;

  /** What went in all blocks before each. */
  private final double[] sums;

  private final double millis;

  private Blocks(double[] burnt, double millis) {
    this.burnt = burnt;
    this.millis = millis;
    sums = new double[burnt.length + 1];
    for (int i = 0; i < burnt.length; i++) {
      sums[i + 1] = sums[i] + burnt[i];
    }
  }

  /**
   * The newest part of a course of which something went, as far back as it tells of the time that
   * so much more takes.
   */
  static Blocks of(Course course, double left) {
    double usual = course.burntIn(course.span()) / course.span();
    double wanted = Math.min(course.span(), BACK * left / usual);
    double span = course.burntIn(wanted) > 0 ? wanted : course.span();
    int count = Math.clamp(course.stretchesIn(span), LEAST, MOST);
    double millis = span / count;
    double[] burnt = new double[count];
    double since = course.burntIn(span);
    for (int i = 0; i < count; i++) {
      double rest = course.burntIn(millis * (count - 1 - i));
      burnt[i] = Math.max(0, since - rest);
      since = rest;
    }
    return new Blocks(burnt, millis);
  }

  int count() {
    return burnt.length;
  }

  /** How long each is, in milliseconds. */
  double millis() {
    return millis;
  }

  double burnt(int block) {
    return burnt[block];
  }

  /** How much goes in a block on average, from one to before another. */
  double mean(int from, int to) {
    return (sums[to] - sums[from]) / (to - from);
  }

  double mean() {
    return mean(0, count());
  }

  /** How irregularly it goes: the variance of a block around a straight line, in squared means. */
  double irregularity() {
    double squares = 0;
    for (int i = 2; i < burnt.length; i++) {
      double bend = burnt[i] - 2 * burnt[i - 1] + burnt[i - 2];
      squares += bend * bend / 6;
    }
    double mean = mean();
    return mean > 0 ? squares / (burnt.length - 2) / (mean * mean) : 0;
  }

  /** The block since which it goes on at the present pace; 0 if that never changed. */
  int lastChange() {
    double irregularity = irregularity() + EVEN;
    int start = 0;
    for (int next = change(0, irregularity); next > start; next = change(start, irregularity)) {
      start = next;
    }
    return start;
  }

  /** Whether what looks like a change is told better by a straight line. */
  private boolean isTrend(int start, int change) {
    return change > start
        && aroundLine(start) < aroundMean(start, change) + aroundMean(change, count());
  }

  /** The squared deviations from the mean in a part. */
  private double aroundMean(int from, int to) {
    double sum = 0;
    double mean = mean(from, to);
    for (int i = from; i < to; i++) {
      sum += (burnt[i] - mean) * (burnt[i] - mean);
    }
    return sum;
  }

  /** The squared deviations from a straight line since a block. */
  private double aroundLine(int from) {
    double middle = (from + count() - 1) / 2.0;
    double mean = mean(from, count());
    double along = 0;
    double squares = 0;
    for (int i = from; i < count(); i++) {
      along += (i - middle) * (burnt[i] - mean);
      squares += (i - middle) * (i - middle);
    }
    return aroundMean(from, count()) - along * along / squares;
  }

  /** Where after {@code start} the pace changed the most, if it did; else {@code start}. */
  private int change(int start, double irregularity) {
    double most = CHANGED;
    int found = start;
    double peak = 0;
    for (int at = count() - 1; at > start + 1; at--) {
      peak = Math.max(peak, burnt[at]);
      int newer = count() - at;
      if (newer >= SHORTEST_PACE) {
        double older = mean(start, at);
        double recent = mean(at, count());
        // One burst is no change of pace.
        double others = (recent * newer - peak) / (newer - 1);
        double step = Math.max(0, Math.max(others - older, older - recent));
        double variance =
            irregularity * mean() * mean(start, count()) * (1.0 / (newer - 1) + 1.0 / (at - start));
        double clear = step / Math.sqrt(variance);
        if (clear > most) {
          most = clear;
          found = at;
        }
      }
    }
    return isTrend(start, found) ? start : found;
  }
}
