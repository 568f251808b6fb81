package io.quotakeeper.engine;

import java.time.Duration;

/**
 * Arithmetic of spans of at most a hundred years. In nanoseconds: a {@link Duration} multiplies and
 * divides by way of {@code BigDecimal}, which costs a start, and each sync.
 */
final class Spans {

  private Spans() {}

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Rounded to a nanosecond. */
  static Duration times(Duration span, double factor) {
    return Duration.ofNanos(Math.round(span.toNanos() * factor));
  }

  /** One of so many equal parts, rounded down to a nanosecond. */
  static Duration part(Duration span, int parts) {
    return Duration.ofNanos(span.toNanos() / parts);
  }
}
