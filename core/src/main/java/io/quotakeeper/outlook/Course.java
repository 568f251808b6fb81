package io.quotakeeper.outlook;

import java.util.List;

/**
 * How much went over the time before the last look, as one line: times of which it is not known are
 * left out of it. Immutable.
 */
final class Course {

  /** Milliseconds of known time before the last look, ascending from 0. */
  private final double[] back;

  /** How much went since then. */
  private final double[] burnt;

  private final int size;

  private Course(double[] back, double[] burnt, int size) {
    this.back = back;
    this.burnt = burnt;
    this.size = size;
  }

  /** The course that stretches make, the oldest first, the newest of which is {@code open}. */
  static Course of(List<Stretch> stretches, Stretch open, Rhythm rhythm) {
    double[] back = new double[stretches.size() + 2];
    double[] burnt = new double[stretches.size() + 2];
    int size = 1;
    for (int i = stretches.size(); i >= 0; i--) {
      Stretch each = i == stretches.size() ? open : stretches.get(i);
      if (each.millis() > 0) {
        back[size] = back[size - 1] + rhythm.busy(each.from(), each.to());
        burnt[size] = burnt[size - 1] + each.burnt();
        size++;
      } else {
        burnt[size - 1] += each.burnt();
      }
    }
    return new Course(back, burnt, size);
  }

  /** The whole known time, in milliseconds. */
  double span() {
    return back[size - 1];
  }

  /** How many stretches the last so many milliseconds of known time have. */
  int stretchesIn(double millis) {
    int n = 1;
    while (n < size - 1 && back[n] < millis) {
      n++;
    }
    return n;
  }

  /** How much went in the last so many milliseconds of known time. */
  double burntIn(double millis) {
    if (millis >= span()) {
      return burnt[size - 1];
    }
    int low = 0;
    int high = size - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (back[middle] <= millis) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double part = (millis - back[low]) / (back[high] - back[low]);
    return burnt[low] + part * (burnt[high] - burnt[low]);
  }
}
