package io.quotakeeper.engine;

import java.util.Map;

/**
 * How a sync ended, and what that means for the next one.
 *
 * @param outcome what is told to others
 * @param retry what the provider said of when to ask again
 * @param best the call that answered, by chain
 */
record Ended(SyncOutcome outcome, Retry retry, Map<String, String> best) {

  Ended {
    best = Map.copyOf(best);
  }
}
