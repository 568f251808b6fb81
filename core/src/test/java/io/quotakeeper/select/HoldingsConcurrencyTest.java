package io.quotakeeper.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HoldingsConcurrencyTest {

  private static final int CALLERS = 200;

  private static Stand stand(int left) {
    return Stand.of(
        "a",
        Scene.polled("12:00", Scene.reading(Scene.FIVE_HOURS, Amount.counted(left, 500), "15:00")));
  }

  @Test
  void twoHundredAtOnce_forTheLastTen_exactlyTenAreServed() throws Exception {
    Standing standing = stand(10).standing();
    var start = new CyclicBarrier(CALLERS);
    List<Future<Optional<Hold>>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  return standing.take(Stand.NEED, Stand.NOW);
                }));
      }
    }
    int served = 0;
    for (Future<Optional<Hold>> answer : asked) {
      served += answer.get().isPresent() ? 1 : 0;
    }
    assertThat(served).isEqualTo(10);
    assertThat(standing.holdings().inFlight()).isEqualTo(10);
  }

  /** Values come in meanwhile, which makes it count anew what is held. */
  @Test
  void takenAndGivenBackWhileValuesComeIn_nothingIsLeftOverInTheEnd() throws Exception {
    Stand stand = stand(500);
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        done.add(threads.submit(() -> takeAndGiveBack(stand)));
      }
    }
    for (Future<?> end : done) {
      end.get();
    }
    assertThat(stand.holdings().inFlight()).isZero();
    assertThat(stand.standing().headroom()).isEqualTo(1);
  }

  private static void takeAndGiveBack(Stand stand) {
    for (int i = 0; i < 2_000; i++) {
      // Standings of other instants make each other's tallies begin anew.
      stand.standing(Stand.NOW.plusSeconds(i % 3)).take(Stand.NEED, Stand.NOW)
          .ifPresent(stand.holdings()::release);
    }
  }
}
