package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerChange;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the thread that brought the news. */
final class Guarded {

  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private Guarded() {}

  static Consumer<LedgerChange> listener(Consumer<LedgerChange> listener) {
    return change -> {
      try {
        listener.accept(change);
      } catch (RuntimeException trouble) {
        LOG.error("A listener to changes threw owner={}", change.owner(), trouble);
      }
    };
  }
}
