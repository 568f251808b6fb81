package io.quotakeeper.bench;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Evidence taken in by a ledger of 2,000 windows, made anew each time, against putting the same
 * evidence into a map.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvidenceBenchmark {

  private final Fleet fleet = new Fleet(2_000);
  private final List<Holder> holders = fleet.holders();
  private final QuotaLedger ledger = fleet.ledger();
  private final ConcurrentMap<Owner, Evidence> map = new ConcurrentHashMap<>();
  private long step;

  /** The answer of a quota call, which tells of five windows. */
  @Benchmark
  public void poll() {
    ledger.record(Fleet.poll(next(), step));
  }

  /** The headers of an answer, which tell of one. */
  @Benchmark
  public void header() {
    ledger.record(Fleet.header(next(), step));
  }

  /** The least that would do. */
  @Benchmark
  public void baseline() {
    Evidence evidence = Fleet.header(next(), step);
    map.put(evidence.sighting().owner(), evidence);
  }

  private Holder next() {
    step++;
    return holders.get((int) (step % holders.size()));
  }
}
