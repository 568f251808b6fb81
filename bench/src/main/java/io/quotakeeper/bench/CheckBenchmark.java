package io.quotakeeper.bench;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.select.Decider;
import io.quotakeeper.select.Decision;
import io.quotakeeper.select.Question;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision from memory, over the three windows that cover a model, against one read of a map
 * with as many entries as there are windows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseCompactObjectHeaders"})
public class CheckBenchmark {

  /** How many windows there are in all. */
  @Param({"2000", "1000000"})
  int windows;

  private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
  private List<Question> questions = List.of();
  private List<String> keys = List.of();
  private QuotaLedger ledger = new Fleet(0).ledger();
  private int next;

  /** Fills the ledger and the map, and asks in an order that no cache foresees. */
  @Setup
  public void fill() {
    var random = new Random(1);
    var fleet = new Fleet(windows);
    ledger = fleet.ledger();
    List<Holder> holders = new ArrayList<>(fleet.holders());
    Collections.shuffle(holders, random);
    questions = holders.stream().map(holder -> new Question(holder, Fleet.MODEL, "")).toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      String name = "window-" + i;
      names.add(name);
      map.put(name, name);
    }
    Collections.shuffle(names, random);
    keys = List.copyOf(names);
  }

  /** May this account serve that model? */
  @Benchmark
  public Decision check() {
    next = next + 1 < questions.size() ? next + 1 : 0;
    Question question = questions.get(next);
    OwnerState state = ledger.state(question.holder().owner());
    return Decider.decide(question, state, Fleet.POLICY, Fleet.START);
  }

  /** The least that would do. */
  @Benchmark
  public String baseline() {
    next = next + 1 < keys.size() ? next + 1 : 0;
    return map.getOrDefault(keys.get(next), "");
  }
}
