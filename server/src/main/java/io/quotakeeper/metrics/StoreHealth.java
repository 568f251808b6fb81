package io.quotakeeper.metrics;

/** How the store is doing. Asked at each scrape; must not block. */
public interface StoreHealth {

  /** Whether the last write succeeded. */
  boolean isAvailable();

  /** Changes that are not durable yet. */
  int pendingWrites();

  /** Attempts to write that failed, since the start. */
  long failedWrites();

  /** Changes that were given up, since the start. */
  long droppedWrites();
}
