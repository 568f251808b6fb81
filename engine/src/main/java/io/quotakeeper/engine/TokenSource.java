package io.quotakeeper.engine;

/** Where one login's access tokens come from. Asked by one thread at a time; blocks. */
interface TokenSource {

  /**
   * Gets a new access token.
   *
   * @throws LoginException if none can be got
   */
  TokenCalls.Received obtain() throws LoginException;

  /** What the operator should know of it though it works; empty if nothing. Never blocks. */
  default String note() {
    return "";
  }
}
