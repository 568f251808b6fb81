package io.quotakeeper.bench;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bytes of heap per window of a large ledger: what a full collection leaves with it, less what it
 * leaves without it, the names of the owners not counted. Once as made by hand, where owners share
 * the names of their windows, and once as an adapter reads replies. Argument: windows, 1,000,000 if
 * not given.
 */
public final class Memory {

  private Memory() {}

  /** Runs it and prints a table. */
  public static void main(String[] args) {
    int windows = args.length == 1 ? Integer.parseInt(args[0]) : 1_000_000;
    System.out.println("windows   readings of        bytes a window");
    print(windows, "hand", (holder, step) -> Fleet.poll(holder, step));
    Adapter github = Adapters.shipped().find(Fleet.PROVIDER).orElseThrow();
    print(windows, "github's adapter", (holder, step) -> polled(github, holder, step));
  }

  private static void print(int windows, String how, BiFunction<Holder, Long, Evidence> poll) {
    List<Holder> holders = new Fleet(windows).holders();
    long before = live();
    var ledger = new QuotaLedger(Groups.none());
    for (int i = 0; i < holders.size(); i++) {
      ledger.record(poll.apply(holders.get(i), (long) i));
    }
    long after = live();
    long kept = holders.stream().mapToLong(h -> ledger.state(h.owner()).windows().size()).sum();
    System.out.printf(
        Locale.ROOT, "%-9d %-18s %14.0f%n", kept, how, (double) (after - before) / kept);
  }

  private static Evidence polled(Adapter adapter, Holder holder, long step) {
    var reply = new Reply("rateLimit", 200, Headers.none(), body(step), Fleet.START);
    List<Reading> readings = adapter.read(reply, new Context("", "")).readings();
    var seen =
        new Sighting(holder.account(), holder.owner(), Fleet.START, Fleet.START.plusMillis(step));
    return new Evidence.Polled(seen, "quota", "rateLimit", readings, false, Duration.ZERO);
  }

  private static String body(long step) {
    long reset = Fleet.START.plus(Duration.ofHours(1)).getEpochSecond() + step % 3600;
    return IntStream.range(0, Fleet.WINDOWS_EACH)
        .mapToObj(i ->
            "\"pool-%d\": {\"limit\": 5000, \"remaining\": %d, \"used\": %d, \"reset\": %d}"
                .formatted(i, 4000 - step % 1000, 1000 + step % 1000, reset + i))
        .collect(Collectors.joining(",", "{\"resources\": {", "}}"));
  }

  private static long live() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
