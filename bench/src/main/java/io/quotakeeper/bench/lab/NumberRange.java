package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.random.RandomGenerator;

/**
 * Any number between two, written {@code 0-0.8}, or {@code 500} for just that.
 *
 * @param least 0 or more
 * @param most not less
 */
record NumberRange(double least, double most) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NumberRange of(String text) {
    int dash = text.indexOf('-');
    double least = number(dash < 0 ? text : text.substring(0, dash), text);
    double most = dash < 0 ? least : number(text.substring(dash + 1), text);
    if (most < least) {
      throw new IllegalArgumentException("the second is less than the first: " + text);
    }
    return new NumberRange(least, most);
  }

  /** One of them. */
  double any(RandomGenerator random) {
    return least == most ? least : random.nextDouble(least, most);
  }

  private static double number(String part, String whole) {
    try {
      double number = Double.parseDouble(part);
      if (number >= 0 && number < 1e12) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, with what is out of range.
    }
    throw new IllegalArgumentException("not a number, nor two such as 500-3000: " + whole);
  }
}
