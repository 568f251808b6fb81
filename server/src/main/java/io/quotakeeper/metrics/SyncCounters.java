package io.quotakeeper.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotakeeper.engine.SyncOutcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How syncs ended, counted by result and reason. The usual pairs are there from the start, so that
 * an alert on a rate has a zero to begin with; others come as they are met, up to a bound, after
 * which they count as {@code other}.
 */
final class SyncCounters {

  private static final String OTHER = "other";
  private static final int MOST = 100;

  private static final Map<String, String> USUAL =
      Map.of(
          "ok", "ok",
          "transient", "timeout network throttled server-error malformed not-found internal other",
          "needs-person", "unauthenticated action-required missing-project secret other",
          "skipped", "disabled not-swept back-off provider-limit action-required stopped other");

  private record Ending(String result, String reason) {}

  private final MeterRegistry registry;
  private final Map<Ending, Counter> counters = new ConcurrentHashMap<>();

  SyncCounters(MeterRegistry registry) {
    this.registry = registry;
    USUAL.forEach((result, reasons) ->
        Stream.of(reasons.split(" ", -1))
            .map(reason -> new Ending(result, reason))
            .forEach(ending -> counters.put(ending, counter(ending))));
  }

  void count(SyncOutcome outcome) {
    String result = result(outcome);
    var ending = new Ending(result, outcome.cause());
    boolean fits =
        counters.containsKey(ending) || (isWord(ending.reason) && counters.size() < MOST);
    counters.computeIfAbsent(fits ? ending : new Ending(result, OTHER), this::counter).increment();
  }

  private Counter counter(Ending ending) {
    return Counter.builder("quotakeeper.sync")
        .description("Syncs of single accounts, by how they ended.")
        .tag("result", ending.result)
        .tag("reason", ending.reason)
        .register(registry);
  }

  private static String result(SyncOutcome outcome) {
    return switch (outcome) {
      case SyncOutcome.Fresh _ -> "ok";
      case SyncOutcome.Transient _ -> "transient";
      case SyncOutcome.NeedsPerson _ -> "needs-person";
      case SyncOutcome.Skipped _ -> "skipped";
    };
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= 40
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }
}
