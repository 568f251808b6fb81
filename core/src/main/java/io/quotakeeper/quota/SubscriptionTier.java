package io.quotakeeper.quota;

/** The paid rank of an account's plan, from the least to the most. */
public enum SubscriptionTier {
  /** Nothing is paid. */
  FREE,
  /** The ordinary paid plan. */
  PRO,
  /** The largest paid plan. */
  ULTRA
}
