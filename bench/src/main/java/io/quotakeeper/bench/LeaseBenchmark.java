package io.quotakeeper.bench;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseManager;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Strategy;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One lease from beginning to end: an account is chosen among all of its pool, what the request
 * takes is held of the three windows that cover it, why is kept, and its use is recorded; against
 * one read of a map. Every lease changes what is known of its account, which is thought over anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseCompactObjectHeaders"})
public class LeaseBenchmark {

  private static final String POOL = "pool";
  private static final LeaseOutcome USED = new LeaseOutcome.Used(Map.of());
  private static final LeaseOutcome IGNORED = new LeaseOutcome.Ignored();

  /** How many accounts the pool has. */
  @Param({"100", "1000", "10000"})
  int accounts;

  private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
  private final LeaseRequest request = LeaseRequest.of(POOL, Fleet.MODEL.id());
  private QuotaManager quotas = QuotaManager.builder().build();
  private LeaseManager leases = quotas.leases();

  /** Fills the manager. */
  @Setup
  public void fill() {
    quotas.close();
    var fleet = new Fleet(accounts * Fleet.WINDOWS_EACH);
    quotas =
        QuotaManager.builder()
            .time(new FleetTime())
            .accounts(fleet.holders().stream().map(LeaseBenchmark::account).toList())
            .build();
    var known = fleet.wealthyLedger();
    fleet.holders().forEach(h -> quotas.restore(h.owner(), known.state(h.owner())));
    leases = quotas.leases();
    leases.pools(
        List.of(
            Pool.of(POOL, fleet.holders().stream().map(Holder::account).toList())
                .withStrategy(Strategy.EXPIRING_FIRST)));
    map.put(POOL, POOL);
  }

  /** Ends its threads. */
  @TearDown
  public void close() {
    quotas.close();
  }

  /** Chosen, held, and used. */
  @Benchmark
  public LeaseGrant leaseAndUse() {
    return lease(USED);
  }

  /** Chosen, held, and given back. */
  @Benchmark
  public LeaseGrant leaseAndGiveBack() {
    return lease(IGNORED);
  }

  private LeaseGrant lease(LeaseOutcome outcome) {
    LeaseGrant grant = leases.lease(request);
    if (!(grant instanceof LeaseGrant.Granted granted)) {
      throw new IllegalStateException("none is left");
    }
    leases.settle(granted.lease().id(), outcome);
    return grant;
  }

  /** The least that would do. */
  @Benchmark
  public String baseline() {
    return map.getOrDefault(POOL, "");
  }

  private static Account account(Holder holder) {
    return Account.of(holder.account(), Fleet.PROVIDER, SecretSource.of(Secret.of("none")));
  }
}
