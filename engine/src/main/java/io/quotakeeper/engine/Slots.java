package io.quotakeeper.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many syncs may be under way at one provider host. Thread-safe. Holds a counter for each host
 * that accounts have named, and nothing else.
 */
final class Slots {

  private final int perHost;
  private final Map<String, Permits> hosts = new ConcurrentHashMap<>();

  Slots(int perHost) {
    this.perHost = perHost;
  }

  CompletableFuture<Permits.Permit> acquire(String host) {
    return hosts.computeIfAbsent(host, _ -> new Permits(perHost)).acquire();
  }
}
