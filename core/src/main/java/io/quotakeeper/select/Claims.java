package io.quotakeeper.select;

import io.quotakeeper.ledger.WindowView;
import java.time.Instant;

/** What others than us are expected to take. Implementations are thread-safe and never block. */
@FunctionalInterface
public interface Claims {

  /** How much they will take of a window from now until its reset, in its unit or as a share. */
  double on(WindowView view, Instant now);
}
