package io.quotakeeper.bench;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
 * One decision of {@link QuotaManager#decide}, which finds the account by its id and reads the
 * clock, against one read of a map with as many entries as there are windows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseCompactObjectHeaders"})
public class ManagerCheckBenchmark {

  /** How many windows there are in all. */
  @Param({"2000", "1000000"})
  int windows;

  private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
  private List<AccountId> accounts = List.of();
  private List<String> keys = List.of();
  private QuotaManager quotas = QuotaManager.builder().build();
  private int next;

  /** Fills the manager and the map, and asks in an order that no cache foresees. */
  @Setup
  public void fill() {
    var random = new Random(1);
    var fleet = new Fleet(windows);
    quotas.close();
    quotas =
        QuotaManager.builder()
            .time(new FleetTime())
            .accounts(fleet.holders().stream().map(ManagerCheckBenchmark::account).toList())
            .build();
    QuotaLedger known = fleet.ledger();
    fleet.holders().forEach(h -> quotas.restore(h.owner(), known.state(h.owner())));
    List<AccountId> ids = new ArrayList<>(fleet.holders().stream().map(Holder::account).toList());
    Collections.shuffle(ids, random);
    accounts = List.copyOf(ids);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      String name = "window-" + i;
      names.add(name);
      map.put(name, name);
    }
    Collections.shuffle(names, random);
    keys = List.copyOf(names);
  }

  /** Ends its threads. */
  @TearDown
  public void close() {
    quotas.close();
  }

  /** May this account serve that model? */
  @Benchmark
  public Decision decide() {
    next = next + 1 < accounts.size() ? next + 1 : 0;
    return quotas.decide(accounts.get(next), Fleet.MODEL);
  }

  /** The least that would do. */
  @Benchmark
  public String baseline() {
    next = next + 1 < keys.size() ? next + 1 : 0;
    return map.getOrDefault(keys.get(next), "");
  }

  private static Account account(Holder holder) {
    return Account.of(holder.account(), Fleet.PROVIDER, SecretSource.of(Secret.of("none")));
  }
}
