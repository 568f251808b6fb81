package io.quotakeeper.quota;

/** What is known of a window by time alone, while nobody looks. */
public enum Refill {
  /** Nothing: the value is unknown until the next evidence. */
  UNTOLD,
  /** It is full again, as its adapter promises; the value is then computed, and says so. */
  FULL,
  /**
   * As {@link #FULL}, and what was used comes back evenly until then: a token bucket, whose stated
   * reset is when it is full again, and not when the next request fits.
   */
  STEADY
}
