package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.random.RandomGenerator;

/**
 * How often something happens, written {@code 200/h}, {@code 5/s} or {@code 40/d}.
 *
 * @param everyMillis the mean time from one to the next, more than 0
 */
record Rate(double everyMillis) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Rate of(String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      double times = NumberRange.of(text.substring(0, slash)).least();
      long each = Span.of("1" + text.substring(slash + 1)).millis();
      if (times > 0) {
        return new Rate(each / times);
      }
    }
    throw new IllegalArgumentException("not a rate above nothing such as 200/h or 5/s: " + text);
  }

  /** How long until the next, where each is independent of the last; in milliseconds. */
  double wait(RandomGenerator random) {
    return everyMillis * random.nextExponential();
  }
}
