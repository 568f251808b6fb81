package io.quotakeeper.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants evidence as it came. Where nobody does, none is made. Thread-safe. */
final class Witnesses {

  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

  private final List<Consumer<RawEvidence>> listeners = new CopyOnWriteArrayList<>();

  void listen(Consumer<RawEvidence> listener) {
    listeners.add(listener);
  }

  void tell(Supplier<RawEvidence> came) {
    if (listeners.isEmpty()) {
      return;
    }
    RawEvidence evidence = came.get();
    for (Consumer<RawEvidence> listener : listeners) {
      try {
        listener.accept(evidence);
      } catch (RuntimeException trouble) {
        LOG.error(
            "A listener to evidence threw account={}", evidence.sighting().account(), trouble);
      }
    }
  }
}
