package io.quotakeeper.api;

import java.util.Locale;

/** How the program is doing. Thread-safe; never blocks: it is called on an event loop. */
@FunctionalInterface
public interface Health {

  /** Whether it can do its work. */
  State state();

  /** In one word. */
  enum State {
    /** All is well. */
    READY,
    /** It serves, but something that it needs is away; a provider's outage is no such thing. */
    DEGRADED;

    /** The word that users see. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
