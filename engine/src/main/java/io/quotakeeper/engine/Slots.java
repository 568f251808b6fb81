package io.quotakeeper.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many syncs may be under way with one name: a provider's host, or a credential. Thread-safe.
 * Holds a counter for each name that the configuration has ever named, and nothing else.
 */
final class Slots {

  private final int perName;
  private final Map<String, Permits> names = new ConcurrentHashMap<>();

  Slots(int perName) {
    this.perName = perName;
  }

  CompletableFuture<Permits.Permit> acquire(String name) {
    return names.computeIfAbsent(name, _ -> new Permits(perName)).acquire();
  }
}
