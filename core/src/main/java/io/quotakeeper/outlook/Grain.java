package io.quotakeeper.outlook;

/**
 * The step in which a provider tells how much is left (whole percents, fifths): of what all drops
 * so far are multiples.
 *
 * @param step in the window's unit; 0 where there is none to be seen, infinite before the first
 *     drop
 */
record Grain(double step) {

  static final Grain UNTOLD = new Grain(Double.POSITIVE_INFINITY);

  /** A step of less than this share of the limit is none. */
  private static final double FINEST = 2e-4;

  /** Shares come from divisions. */
  private static final double ROUNDING = 1e-6;

  private static final double SLACK = 1.5;

  /** The greatest common measure of the steps so far and a drop. */
  Grain with(double drop, double full) {
    if (step == 0 || full <= 0) {
      return new Grain(0);
    }
    double finest = FINEST * full;
    double measure = Double.isInfinite(step) ? drop : common(step, drop, full);
    return new Grain(measure < finest ? 0 : measure);
  }

  private static double common(double a, double b, double full) {
    double larger = Math.max(a, b);
    double smaller = Math.min(a, b);
    while (smaller > ROUNDING * full) {
      double rest = Math.abs(larger - smaller * Math.rint(larger / smaller));
      larger = smaller;
      smaller = rest;
    }
    return larger;
  }

  /** Whether a drop is one step. */
  boolean isStep(double drop) {
    return !Double.isInfinite(step) && drop < step * SLACK;
  }

  /** The step; 0 where there is none. */
  double orZero() {
    return Double.isInfinite(step) ? 0 : step;
  }
}
