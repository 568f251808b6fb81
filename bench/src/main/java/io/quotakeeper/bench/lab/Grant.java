package io.quotakeeper.bench.lab;

/** What whoever routes answers. */
sealed interface Grant {

  /**
   * Use this account.
   *
   * @param account its place
   * @param notBefore when the request may be sent, in milliseconds since the start
   * @param ticket what whoever routes knows it by
   */
  record Use(int account, long notBefore, String ticket) implements Grant {}

  /**
   * There is none.
   *
   * @param retryAt when to come again, in milliseconds since the start; {@link Meter#NEVER} if
   *     nobody knows
   */
  record None(long retryAt) implements Grant {}
}
