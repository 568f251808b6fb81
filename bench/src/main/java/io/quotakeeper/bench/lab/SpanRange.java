package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.random.RandomGenerator;

/**
 * Any length of time between two, written {@code 2s-30s}, or {@code 5s} for just that.
 *
 * @param least in milliseconds
 * @param most in milliseconds, not less
 */
record SpanRange(long least, long most) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SpanRange of(String text) {
    int dash = text.indexOf('-');
    Span least = Span.of(dash < 0 ? text : text.substring(0, dash));
    Span most = dash < 0 ? least : Span.of(text.substring(dash + 1));
    if (most.millis() < least.millis()) {
      throw new IllegalArgumentException("the second is shorter than the first: " + text);
    }
    return new SpanRange(least.millis(), most.millis());
  }

  /** One of them, in milliseconds. */
  long any(RandomGenerator random) {
    return least == most ? least : random.nextLong(least, most + 1);
  }
}
