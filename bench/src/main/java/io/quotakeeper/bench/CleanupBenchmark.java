package io.quotakeeper.bench;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.quota.Owner;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Forgetting 1,000 windows of accounts that are gone, against emptying a map of 1,000 entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 500)
@Measurement(iterations = 500)
@Fork(1)
public class CleanupBenchmark {

  private static final int ENTRIES = 1_000;

  private final Fleet fleet = new Fleet(ENTRIES);
  private final Map<Integer, Owner> full = new HashMap<>();
  private final ConcurrentMap<Integer, Owner> map = new ConcurrentHashMap<>();
  private QuotaLedger ledger = fleet.ledger();

  /** Fills both again. */
  @Setup(Level.Invocation)
  public void fill() {
    ledger = fleet.ledger();
    for (int i = 0; i < ENTRIES; i++) {
      full.putIfAbsent(i, new Owner("acme", "owner-" + i));
    }
    map.putAll(full);
  }

  /** All accounts are gone. */
  @Benchmark
  public int cleanUp() {
    return ledger.cleanUp(Set.of(), Fleet.START);
  }

  /** The least that would do. */
  @Benchmark
  public boolean baseline() {
    return map.keySet().removeIf(_ -> true);
  }
}
