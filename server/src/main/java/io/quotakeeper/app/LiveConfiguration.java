package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.metrics.ReloadHealth;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.time.Time;
import java.time.Instant;

/**
 * The configuration as it is by now, for all parts that must follow it. Thread-safe; {@link Reload}
 * alone changes it.
 */
final class LiveConfiguration implements ReloadHealth {

  private final Time time;
  private volatile Configuration configuration;
  private volatile Instant lastSuccess;
  private volatile boolean good = true;

  LiveConfiguration(Configuration first, Time time) {
    this.time = time;
    configuration = first;
    lastSuccess = time.now();
  }

  Configuration configuration() {
    return configuration;
  }

  /** The providers that there are. */
  Adapters adapters() {
    return configuration.adapters();
  }

  /** Another one holds from now on. */
  void becomes(Configuration next) {
    configuration = next;
  }

  /** The other one is taken by all parts. */
  void succeeded() {
    lastSuccess = time.now();
    good = true;
  }

  /** A new one could not be taken; the old one holds. */
  void failed() {
    good = false;
  }

  @Override
  public boolean lastSucceeded() {
    return good;
  }

  @Override
  public Instant lastSuccess() {
    return lastSuccess;
  }
}
