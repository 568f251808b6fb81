package io.quotakeeper.bench;

import io.quotakeeper.outlook.Look;
import java.time.Instant;

/**
 * A look at a window, and the truth.
 *
 * @param look what is told
 * @param runsOut when it runs out if nothing comes back
 * @param isAsked whether that is to be foretold: before the reset, and not at once
 * @param section counts what comes between two refills
 */
record UsePoint(Look look, Instant runsOut, boolean isAsked, int section) {

  /** Seconds from the look until it has run out. */
  double seconds() {
    return secondsUntil(runsOut);
  }

  /** Seconds from the look until an instant. */
  double secondsUntil(Instant instant) {
    return (instant.toEpochMilli() - look.at().toEpochMilli()) / 1e3;
  }
}
