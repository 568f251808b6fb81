package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * HTTP statuses that a rule takes.
 *
 * @param from the first
 * @param to the last
 */
record StatusRange(int from, int to) {

  /** Reads {@code 429} or {@code 500-599}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static StatusRange of(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? new StatusRange(code(text), code(text))
        : new StatusRange(code(text.substring(0, dash)), code(text.substring(dash + 1)));
  }

  /** One status. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static StatusRange of(int code) {
    return of(Integer.toString(code));
  }

  boolean contains(int code) {
    return from <= code && code <= to;
  }

  private static int code(String text) {
    if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("an HTTP status is 429 or 500-599: " + text);
    }
    return Integer.parseInt(text);
  }
}
