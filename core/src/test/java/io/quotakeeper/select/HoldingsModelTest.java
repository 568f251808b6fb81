package io.quotakeeper.select;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.Amount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Holds of the last two units are explored in all orders of threads: whatever they are, the answers
 * are those of some order one after the other, so that never a third is given out.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class HoldingsModelTest {

  static {
    // It warns of each field whose class it need not look into.
    System.setProperty("lincheck.logLevel", "ERROR");
  }

  private final Standing standing =
      Stand.of(
              "a",
              Scene.polled("12:00", Scene.reading(Scene.FIVE_HOURS, Amount.counted(2, 9), "15:00")))
          .standing();
  private final Map<Integer, Deque<Hold>> mine = new ConcurrentHashMap<>();

  /** Whether one more is given. */
  @Operation
  public boolean take(@Param(name = "thread") int thread) {
    return standing
        .take(Stand.NEED, Stand.NOW)
        .map(hold -> mine.computeIfAbsent(thread, _ -> new ArrayDeque<>()).add(hold))
        .orElse(false);
  }

  /** Whether this thread had one to give back. */
  @Operation
  public boolean giveBack(@Param(name = "thread") int thread) {
    Deque<Hold> held = mine.getOrDefault(thread, new ArrayDeque<>());
    if (held.isEmpty()) {
      return false;
    }
    standing.holdings().release(held.pop());
    return true;
  }

  @Test
  void everyOrderOfThreads_isLikeOneAfterTheOther() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(10)
        .invocationsPerIteration(200)
        .check(HoldingsModelTest.class);
  }
}
