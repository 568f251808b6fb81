package io.quotakeeper.bench.lab;

/**
 * How a window stood at some time.
 *
 * @param rule which
 * @param left how much was left
 * @param resetAt when it is full again, in milliseconds since the start; {@link Meter#NEVER} if it
 *     does not run
 */
record WindowState(WindowRule rule, double left, long resetAt) {

  static WindowState of(Meter meter, long now) {
    return new WindowState(meter.rule(), meter.left(now), meter.resetAt(now));
  }

  /** The share that is used, in percent, rounded down to whole steps until all is used. */
  int percentUsed(int step) {
    double least = rule.unitOrRequests() == Measure.REQUESTS ? 1 : 0.001 * rule.limit();
    if (left < least) {
      return 100;
    }
    double used = 100 * (rule.limit() - left) / rule.limit();
    return (int) Math.floor((used + 1e-9) / step) * step;
  }
}
