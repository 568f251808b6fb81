package io.quotakeeper.quota;

/** What a window does to requests. */
public enum Role {
  /** Binds: any one that is spent blocks what it covers. */
  LIMIT,
  /**
   * Comes on top of the plan (add-on credits, pay-as-you-go, lanes for tools): can help, never
   * blocks.
   */
  EXTRA
}
