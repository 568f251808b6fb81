package io.quotakeeper.engine;

/** Hears of syncs, on the thread that made them. Must not block. */
public interface SyncListener {

  /** An account's sync has ended. */
  void synced(SyncReport report);

  /** A sweep has ended. */
  void swept(SweepReport report);
}
