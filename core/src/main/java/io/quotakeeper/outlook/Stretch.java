package io.quotakeeper.outlook;

/**
 * A time over which it is known how much went.
 *
 * @param from its begin, in milliseconds since 1970
 * @param to its end, not before its begin
 * @param burnt how much went, 0 or more
 * @param own how much of it was our own use, 0 or more
 */
record Stretch(long from, long to, double burnt, double own) {

  long millis() {
    return to - from;
  }

  boolean isIdle() {
    return burnt == 0;
  }

  boolean adjoins(Stretch next) {
    return to == next.from;
  }

  /** Both in one, which adjoin. */
  Stretch with(Stretch next) {
    return new Stretch(from, next.to, burnt + next.burnt, own + next.own);
  }
}
