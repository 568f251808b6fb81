package io.quotakeeper.outlook;

import java.util.Arrays;

/**
 * How fast a window is used now.
 *
 * @param rate how much goes a millisecond, 0 or more
 * @param lookback over how many milliseconds of known time that was seen
 * @param noise the variance of what goes, for each unit that goes
 */
record Burn(double rate, double lookback, double noise) {

  /** Lookbacks grow by this factor. */
  private static final double GROWTH = 1.25;

  /** Two lookbacks differ if they do by so many standard deviations. */
  private static final double DIFFERENT = Double.parseDouble(System.getProperty("z","3"));

  private static final int FIRST_BLOCKS = Integer.getInteger("fb",64);
  private static final int LEAST_BLOCKS = Integer.getInteger("lb",16);

  /** The median of the square of what has the variance 1. */
  private static final double MEDIAN = 0.455;

  /**
   * The rate over the longest lookback that no shorter one contradicts: use that goes on as it did
   * is averaged over all of its history, use that has changed over the time since.
   *
   * @param step the step in which the provider tells
   * @param prior the noise where the course is too short to tell
   */
  static Burn of(Course course, double step, double prior, double left) {
    double noise = Math.max(noise(course), prior);
    double window = course.span();
    for (double newer = change(course, window, noise, step);
        newer < window;
        newer = change(course, window, noise, step)) {
      window = newer;
    }
    if (Boolean.getBoolean("ex")) {
      double[] x = Experts.rate(Boolean.getBoolean("cut") ? course.within(window) : course, left);
      return new Burn(x[0], window, noise);
    }
    return new Burn(course.burntIn(window) / window, window, noise);
  }

  /** How long ago the pace changed the most, if it visibly did within the window; else the window. */
  private static double change(Course course, double window, double noise, double step) {
    double all = course.burntIn(window);
    double most = DIFFERENT;
    double found = window;
    double shortest = Math.max(course.grain(), window / 1000);
    for (double newer = shortest; window - newer >= shortest; newer *= GROWTH) {
      double older = window - newer;
      double recent = course.burntIn(newer);
      double difference = Math.abs(recent / newer - (all - recent) / older);
      double chance = noise * all / window * (1 / newer + 1 / older);
      double rounding = step / 2 / newer;
      double clear = difference / Math.sqrt(chance + rounding * rounding);
      if (clear > most) {
        most = clear;
        found = newer;
      }
    }
    return found;
  }

  /**
   * How irregularly it goes: the differences of neighbouring blocks of time, of the length at which
   * they are the most irregular. One difference is left out, which a change of pace makes.
   */
  private static double noise(Course course) {
    double mean = course.burntIn(course.span()) / course.span();
    double most = 0;
    for (int blocks = FIRST_BLOCKS; blocks >= LEAST_BLOCKS; blocks /= 2) {
      double length = course.span() / blocks;
      if (length >= course.grain()) {
        most = Math.max(most, noise(course, blocks, length) / (mean * length));
      }
    }
    return most;
  }

  private static double noise(Course course, int blocks, double length) {
    double[] squares = new double[blocks - 2];
    double first = course.burntIn(length);
    double second = course.burntIn(length * 2) - first;
    for (int i = 0; i < squares.length; i++) {
      double third = course.burntIn(length * (i + 3)) - course.burntIn(length * (i + 2));
      double bend = first - 2 * second + third;
      squares[i] = bend * bend / 6;
      first = second;
      second = third;
    }
    Arrays.sort(squares);
    return squares[squares.length / 2] / MEDIAN;
  }
}
