package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaLedgerConcurrencyTest {

  private static final int WRITERS = 8;
  private static final int READERS = 4;
  private static final int STEPS = 500;
  private static final List<Owner> OWNERS =
      IntStream.range(0, 5).mapToObj(i -> new Owner("acme", "owner-" + i)).toList();

  private final QuotaLedger ledger = new QuotaLedger(Scene.GROUPS);
  private final CyclicBarrier start = new CyclicBarrier(WRITERS + READERS);
  private final AtomicBoolean writing = new AtomicBoolean(true);

  /**
   * Every answer says the same of both windows, so a reader that sees two different values has seen
   * half a change; and its number grows with its time, so a reader never sees it fall.
   */
  @Test
  void manyWriters_ofFewOwners_readersSeeWholeStatesThatOnlyGetNewer() throws Exception {
    var told = new LongAdder();
    ledger.subscribe(change -> told.increment());
    List<Future<Long>> writers = new ArrayList<>();
    List<Future<Long>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(threads.submit(() -> write(writer)));
      }
      for (int r = 0; r < READERS; r++) {
        readers.add(threads.submit(this::read));
      }
      sum(writers);
      writing.set(false);
      assertThat(sum(readers)).isPositive();
    }
    for (Owner owner : OWNERS) {
      assertThat(step(ledger.state(owner))).isEqualTo(WRITERS * STEPS - 1);
    }
    assertThat(told.sum()).isBetween((long) OWNERS.size(), (long) WRITERS * STEPS * OWNERS.size());
  }

  private long write(int writer) throws Exception {
    start.await();
    for (int i = 0; i < STEPS; i++) {
      for (Owner owner : OWNERS) {
        ledger.record(poll(owner, i * WRITERS + writer));
      }
    }
    return STEPS;
  }

  private long read() throws Exception {
    start.await();
    var newest = new int[OWNERS.size()];
    long reads = 0;
    while (writing.get()) {
      for (int i = 0; i < OWNERS.size(); i++) {
        OwnerState state = ledger.state(OWNERS.get(i));
        if (!state.isEmpty()) {
          int step = step(state);
          assertThat(step).isGreaterThanOrEqualTo(newest[i]);
          newest[i] = step;
          reads++;
        }
      }
    }
    return reads;
  }

  private static Evidence poll(Owner owner, int step) {
    Instant sent = time("00:00").plusMillis(step);
    return new Evidence.Polled(
        new Sighting(ANNA, owner, sent, sent),
        "quota",
        "usage",
        List.of(
            left(FIVE_HOURS, 1).withAmount(Amount.balance(step)),
            left(WEEKLY, 1).withAmount(Amount.balance(step))),
        false,
        Duration.ZERO);
  }

  private static int step(OwnerState state) {
    List<Integer> steps =
        state.windows().values().stream()
            .map(known -> (int) known.reading().amount().remaining().orElse(-1))
            .distinct()
            .toList();
    assertThat(steps).hasSize(1);
    return steps.getFirst();
  }

  private static long sum(List<Future<Long>> futures)
      throws InterruptedException, ExecutionException {
    long sum = 0;
    for (Future<Long> future : futures) {
      sum += future.get();
    }
    return sum;
  }
}
