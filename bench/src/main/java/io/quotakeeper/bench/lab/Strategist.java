package io.quotakeeper.bench.lab;

/**
 * A way to route, by name.
 *
 * @param name what it is called
 * @param opens makes a router for a run
 */
record Strategist(String name, Opening opens) {

  /** Makes routers. */
  @FunctionalInterface
  interface Opening {
    /** A router over the accounts of {@code upstream}, with randomness of its own. */
    Router open(Upstream upstream, long seed);
  }
}
