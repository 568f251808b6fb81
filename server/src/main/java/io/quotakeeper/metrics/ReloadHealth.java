package io.quotakeeper.metrics;

import java.time.Instant;

/** How the last reload of the configuration went. Asked at each scrape; must not block. */
public interface ReloadHealth {

  /** Whether the configuration as it stands now could be taken. */
  boolean lastSucceeded();

  /** When a configuration was taken last. */
  Instant lastSuccess();
}
