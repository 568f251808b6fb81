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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Headers of answers that several threads bring in at once, each of its own owners or all of one,
 * against putting the same evidence into a map. How many threads: {@code -t}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ContendedEvidenceBenchmark {

  /** Whose evidence it is. */
  @Param({"own", "one"})
  String owners = "own";

  private final Fleet fleet = new Fleet(2_000);
  private final QuotaLedger ledger = fleet.ledger();
  private final ConcurrentMap<Owner, Evidence> map = new ConcurrentHashMap<>();

  /** Where a thread stands. */
  @State(Scope.Thread)
  public static class Place {

    private List<Holder> mine = List.of();
    private long step;

    /** Deals the owners out. */
    @Setup
    public void deal(ContendedEvidenceBenchmark benchmark, ThreadParams threads) {
      List<Holder> all = benchmark.fleet.holders();
      int share = all.size() / threads.getThreadCount();
      int first = threads.getThreadIndex() * share;
      mine =
          benchmark.owners.equals("one")
              ? List.of(all.getFirst())
              : all.subList(first, first + share);
    }

    private Evidence next() {
      step++;
      return Fleet.header(mine.get((int) (step % mine.size())), step);
    }
  }

  /** Evidence taken in. */
  @Benchmark
  public void header(Place place) {
    ledger.record(place.next());
  }

  /** The least that would do. */
  @Benchmark
  public void baseline(Place place) {
    Evidence evidence = place.next();
    map.put(evidence.sighting().owner(), evidence);
  }
}
