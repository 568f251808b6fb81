package io.quotakeeper.bench;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * Every window passes its reset at the same instant. Nothing has to be done at that instant: a
 * window is seen as it stands by whoever looks at it next. So this looks at all of them once, and,
 * apart from that, makes the rounds that follow each sweep; against removing as many entries from a
 * map by their time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 100)
@Measurement(iterations = 100)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class ExpiryBenchmark {

  private static final Instant AFTER = Fleet.START.plus(Duration.ofHours(6));

  /** How many there are. */
  @Param({"1000", "1000000"})
  int windows;

  private final Map<Integer, Instant> full = new HashMap<>();
  private final ConcurrentMap<Integer, Instant> map = new ConcurrentHashMap<>();
  private Fleet fleet = new Fleet(0);
  private QuotaLedger ledger = fleet.ledger();
  private Set<Owner> owners = Set.of();

  /** Fills the ledger. */
  @Setup
  public void prepare() {
    fleet = new Fleet(windows);
    ledger = fleet.ledger();
    owners = fleet.holders().stream().map(Holder::owner).collect(Collectors.toSet());
    for (int i = 0; i < windows; i++) {
      full.put(i, Fleet.START);
    }
  }

  /** Fills the map again. */
  @Setup(Level.Invocation)
  public void fill() {
    map.putAll(full);
  }

  /** Looks at every window. */
  @Benchmark
  public int look() {
    int views = 0;
    for (Holder holder : fleet.holders()) {
      views += WindowView.of(holder, ledger.state(holder.owner()), Fleet.POLICY, AFTER).size();
    }
    return views;
  }

  /** What follows a sweep, when no account is gone. */
  @Benchmark
  public int rounds() {
    return ledger.cleanUp(owners, AFTER);
  }

  /** The least that would do. */
  @Benchmark
  public boolean baseline() {
    return map.values().removeIf(AFTER::isAfter);
  }
}
