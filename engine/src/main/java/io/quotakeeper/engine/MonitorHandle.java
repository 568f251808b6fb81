package io.quotakeeper.engine;

/** A running background monitor. */
public interface MonitorHandle extends AutoCloseable {

  /**
   * Stops it: no new sync starts, those under way are cancelled; returns when they have ended,
   * within a bound. Idempotent.
   */
  @Override
  void close();

  /** Whether it is running. */
  boolean isRunning();
}
