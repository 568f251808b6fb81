package io.quotakeeper.select;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.Amount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Glances that are kept and shared are explored in all orders of threads: whoever looks sees what
 * it has taken itself, whoever else looks, takes and gives back meanwhile.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class GlanceModelTest {

  static {
    // It warns of each field whose class it need not look into.
    System.setProperty("lincheck.logLevel", "ERROR");
  }

  private final Stand stand =
      Stand.of(
          "a",
          Scene.polled("12:00", Scene.reading(Scene.FIVE_HOURS, Amount.counted(9, 9), "15:00")));
  private final Standing standing = stand.standing();
  private final AtomicReferenceArray<Glance> kept = new AtomicReferenceArray<>(1);
  private final Map<Integer, Deque<Hold>> mine = new ConcurrentHashMap<>();

  /** Takes one. */
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

  /** Whether the glance that is kept, or a new one if that holds no more, shows all of mine. */
  @Operation
  public boolean showsMine(@Param(name = "thread") int thread) {
    int held = mine.getOrDefault(thread, new ArrayDeque<>()).size();
    return look().inFlight >= held;
  }

  private Glance look() {
    Glance known = kept.getPlain(0);
    if (known != null && known.holds(Stand.NOW)) {
      return known;
    }
    long changes = standing.holdings().changes();
    Glance fresh = Glance.of(standing, changes, Strategy.EXPIRING_FIRST, Stand.NOW);
    kept.setRelease(0, fresh);
    return fresh;
  }

  @Test
  void everyOrderOfThreads_isLikeOneAfterTheOther() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(6)
        .invocationsPerIteration(200)
        .check(GlanceModelTest.class);
  }
}
