package io.quotakeeper.bench.lab;

/** A window that runs from its first use for its length, and is then full again. */
final class FirstUseMeter extends Meter {

  private long end;
  private double used;

  /** Full, and not begun. */
  FirstUseMeter(WindowRule rule) {
    super(rule);
  }

  @Override
  double left(long now) {
    if (now >= end && used > 0) {
      lapse(used, 1);
      used = 0;
    }
    return rule().limit() - used;
  }

  @Override
  void use(double amount, long now) {
    if (amount <= 0) {
      return;
    }
    used = rule().limit() - left(now) + amount;
    if (now >= end) {
      end = now + rule().every().millis();
    }
  }

  @Override
  long freeAt(double amount, long now) {
    return has(amount, now) ? now : amount > rule().limit() ? NEVER : end;
  }

  @Override
  long resetAt(long now) {
    return now < end ? end : NEVER;
  }

  @Override
  void refill(long now) {
    if (left(now) < rule().limit()) {
      lapse(used, 1);
    }
    used = 0;
    end = now;
  }
}
