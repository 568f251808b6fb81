package io.quotakeeper.quota;

/** What is known of a window once its reset has passed and nobody has looked since. */
public enum Refill {
  /** Nothing: the value is unknown until the next evidence. */
  UNTOLD,
  /** It is full again, as its adapter promises; the value is then computed, and says so. */
  FULL
}
