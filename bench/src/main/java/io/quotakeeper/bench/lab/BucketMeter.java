package io.quotakeeper.bench.lab;

/**
 * A token bucket: what was used comes back all the time, a whole limit in the window's length.
 * Nothing of it lapses at an instant. Its reset is when it is full.
 */
final class BucketMeter extends Meter {

  private double left;
  private long asOf;

  /** Full. */
  BucketMeter(WindowRule rule) {
    super(rule);
    left = rule.limit();
  }

  @Override
  double left(long now) {
    left = Math.min(rule().limit(), left + (now - asOf) * perMilli());
    asOf = now;
    return left;
  }

  @Override
  void use(double amount, long now) {
    left = left(now) - amount;
  }

  @Override
  long freeAt(double amount, long now) {
    if (has(amount, now)) {
      return now;
    }
    return amount > rule().limit() ? NEVER : now + fillTime(amount - left(now));
  }

  @Override
  long resetAt(long now) {
    double missing = rule().limit() - left(now);
    return missing > 0 ? now + fillTime(missing) : NEVER;
  }

  @Override
  void refill(long now) {
    asOf = now;
    left = rule().limit();
  }

  private double perMilli() {
    return rule().limit() / rule().every().millis();
  }

  private long fillTime(double missing) {
    return (long) Math.ceil(missing / perMilli());
  }
}
