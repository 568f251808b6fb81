package io.quotakeeper.bench.lab;

/**
 * Whoever chooses the accounts. Calls come on one thread, in order of time; times are milliseconds
 * since the start.
 */
interface Router extends AutoCloseable {

  /** An account for a request, which is not one of those that have refused it. */
  Grant acquire(Ask ask, long now);

  /**
   * What came of it.
   *
   * @param tokens how many it took
   */
  void told(Grant.Use grant, LabReply reply, double tokens, long now);

  /** Time has passed: what is due in the background is done. */
  default void advance(long now) {}

  @Override
  default void close() {}
}
