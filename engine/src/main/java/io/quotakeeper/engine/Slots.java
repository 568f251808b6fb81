package io.quotakeeper.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * How many syncs may be under way with one name: a provider's host, or a credential. Thread-safe.
 * Holds a counter for each name that the configuration has ever named, and nothing else.
 */
final class Slots {

  private final IntSupplier perName;
  private final Map<String, Permits> names = new ConcurrentHashMap<>();

  /** As many for each name as {@code perName} says each time. */
  Slots(IntSupplier perName) {
    this.perName = perName;
  }

  /** The number may have been raised: those who wait get what there is more. */
  void boundChanged() {
    names.values().forEach(Permits::boundChanged);
  }

  CompletableFuture<Permits.Permit> acquire(String name) {
    return names.computeIfAbsent(name, _ -> new Permits(perName)).acquire();
  }
}
