package io.quotakeeper.bench.lab;

/** A window with periods of its own, whoever uses it: at midnight, on Mondays, each minute. */
final class FixedMeter extends Meter {

  private final long every;
  private final long offset;
  private long period;
  private double used;

  /**
   * Full.
   *
   * @param offset when a period begins, in milliseconds
   */
  FixedMeter(WindowRule rule, long offset) {
    super(rule);
    this.every = rule.every().millis();
    this.offset = offset;
    this.period = Math.floorDiv(-offset, every);
  }

  @Override
  double left(long now) {
    long current = Math.floorDiv(now - offset, every);
    if (current > period) {
      lapse(used, current - period);
      period = current;
      used = 0;
    }
    return rule().limit() - used;
  }

  @Override
  void use(double amount, long now) {
    used = rule().limit() - left(now) + amount;
  }

  @Override
  long freeAt(double amount, long now) {
    return has(amount, now) ? now : amount > rule().limit() ? NEVER : resetAt(now);
  }

  @Override
  long resetAt(long now) {
    return (Math.floorDiv(now - offset, every) + 1) * every + offset;
  }

  @Override
  void refill(long now) {
    if (left(now) < rule().limit()) {
      lapse(used, 1);
    }
    used = 0;
  }
}
