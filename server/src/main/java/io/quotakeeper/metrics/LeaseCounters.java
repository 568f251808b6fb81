package io.quotakeeper.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotakeeper.engine.LeaseGrant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what callers of each pool were given. Only pools that there are give anything, so that
 * their number bounds the counters. Thread-safe.
 */
final class LeaseCounters {

  private final MeterRegistry registry;
  private final ConcurrentMap<String, OfPool> pools = new ConcurrentHashMap<>();

  private record OfPool(Counter granted, Counter noneLeft) {}

  LeaseCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(String pool, LeaseGrant grant) {
    OfPool counters = pools.computeIfAbsent(pool, this::ofPool);
    switch (grant) {
      case LeaseGrant.Granted _ -> counters.granted.increment();
      case LeaseGrant.NoneLeft _ -> counters.noneLeft.increment();
    }
  }

  private OfPool ofPool(String pool) {
    return new OfPool(counter(pool, "granted"), counter(pool, "none-left"));
  }

  private Counter counter(String pool, String outcome) {
    return Counter.builder("quotakeeper.leases")
        .description("Requests for an account of a pool, by whether one was handed out.")
        .tag("pool", pool)
        .tag("outcome", outcome)
        .register(registry);
  }
}
