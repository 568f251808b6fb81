package io.quotakeeper.testkit;

import io.quotakeeper.quota.Unit;

/**
 * What one request uses.
 *
 * @param input tokens that go in
 * @param output tokens that come out
 */
record Cost(int input, int output) {

  /** A request to something that counts no tokens. */
  static final Cost ONE_REQUEST = new Cost(0, 0);

  private static final double DOLLARS_PER_TOKEN = 0.00001;

  int tokens() {
    return input + output;
  }

  double dollars() {
    return tokens() * DOLLARS_PER_TOKEN;
  }

  /** How much of a window that counts {@code unit}. */
  double in(Unit unit) {
    if (unit.isCurrency()) {
      return dollars();
    }
    return switch (unit.name()) {
      case "requests", "credits" -> 1;
      case "tokens" -> tokens();
      case "input-tokens" -> input;
      case "output-tokens" -> output;
      default -> 0;
    };
  }
}
