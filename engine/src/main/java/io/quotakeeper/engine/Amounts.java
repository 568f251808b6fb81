package io.quotakeeper.engine;

import io.quotakeeper.quota.Unit;
import java.util.Map;

/** Amounts by unit, as callers give them. */
final class Amounts {

  private Amounts() {}

  /**
   * A copy.
   *
   * @throws IllegalArgumentException if an amount is not a number of 0 or more
   */
  static Map<Unit, Double> copyOf(String what, Map<Unit, Double> amounts) {
    amounts.forEach((unit, amount) -> {
      if (!(amount >= 0) || Double.isInfinite(amount)) {
        throw new IllegalArgumentException(
            what + " of " + unit + " is no number of 0 or more: " + amount);
      }
    });
    return Map.copyOf(amounts);
  }
}
