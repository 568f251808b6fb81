package io.quotakeeper.bench.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A sliding window: what was used comes back when its length has passed since its use. Nothing of
 * it ever lapses. Its reset is when all is back.
 */
final class RollingMeter extends Meter {

  private record Use(double amount, long end) {}

  private final Deque<Use> uses = new ArrayDeque<>();
  private double used;

  /** Full. */
  RollingMeter(WindowRule rule) {
    super(rule);
  }

  @Override
  double left(long now) {
    while (!uses.isEmpty() && uses.getFirst().end() <= now) {
      used -= uses.removeFirst().amount();
    }
    if (uses.isEmpty()) {
      used = 0;
    }
    return rule().limit() - used;
  }

  @Override
  void use(double amount, long now) {
    if (amount > 0) {
      uses.addLast(new Use(amount, now + rule().every().millis()));
      used += amount;
    }
  }

  @Override
  long freeAt(double amount, long now) {
    if (has(amount, now)) {
      return now;
    }
    double missing = amount - left(now);
    for (Use use : uses) {
      missing -= use.amount();
      if (missing <= 1e-6) {
        return use.end();
      }
    }
    return NEVER;
  }

  @Override
  long resetAt(long now) {
    left(now);
    return uses.isEmpty() ? NEVER : uses.getLast().end();
  }

  @Override
  void refill(long now) {
    uses.clear();
    used = 0;
  }
}
