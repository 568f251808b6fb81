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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forgetting windows of accounts that are gone, against emptying a map of as many entries. For a
 * million of them give {@code -p windows=1000000 -wi 3 -i 10}: filling takes longer than clearing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 500)
@Measurement(iterations = 500)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class CleanupBenchmark {

  /** How many there are. */
  @Param("1000")
  int windows;

  private final Map<Integer, Owner> full = new HashMap<>();
  private final ConcurrentMap<Integer, Owner> map = new ConcurrentHashMap<>();
  private Fleet fleet = new Fleet(0);
  private QuotaLedger ledger = fleet.ledger();

  /** Makes who holds the windows. */
  @Setup
  public void prepare() {
    fleet = new Fleet(windows);
    for (int i = 0; i < windows; i++) {
      full.put(i, new Owner("acme", "owner-" + i));
    }
  }

  /** Fills both again. */
  @Setup(Level.Invocation)
  public void fill() {
    ledger = fleet.ledger();
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
