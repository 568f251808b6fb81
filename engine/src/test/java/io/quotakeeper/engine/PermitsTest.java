package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitsTest {

  private final Permits permits = new Permits(2);

  @Test
  void acquire_moreThanThereAre_waitsInTheOrderOfAsking() {
    Permits.Permit first = permits.acquire().join();
    Permits.Permit second = permits.acquire().join();
    CompletableFuture<Permits.Permit> third = permits.acquire();
    CompletableFuture<Permits.Permit> fourth = permits.acquire();
    assertThat(List.of(third, fourth)).noneMatch(CompletableFuture::isDone);

    second.close();
    assertThat(third).isDone();
    assertThat(fourth).isNotDone();

    first.close();
    assertThat(fourth).isDone();
  }

  @Test
  void close_twice_givesBackOnce() {
    Permits.Permit first = permits.acquire().join();
    permits.acquire().join();
    first.close();
    first.close();

    assertThat(permits.acquire()).isDone();
    assertThat(permits.acquire()).isNotDone();
  }

  @Test
  void cancel_whileWaiting_takesNoPermit() {
    Permits.Permit first = permits.acquire().join();
    permits.acquire().join();
    CompletableFuture<Permits.Permit> gaveUp = permits.acquire();
    CompletableFuture<Permits.Permit> patient = permits.acquire();
    gaveUp.cancel(true);

    first.close();

    assertThat(patient).isDone();
  }

  @Test
  void boundChanged_raised_letsTheNextOnesIn() {
    var most = new AtomicInteger(1);
    var growing = new Permits(most::get);
    Permits.Permit first = growing.acquire().join();
    CompletableFuture<Permits.Permit> second = growing.acquire();
    CompletableFuture<Permits.Permit> third = growing.acquire();
    CompletableFuture<Permits.Permit> fourth = growing.acquire();

    most.set(3);
    growing.boundChanged();

    assertThat(List.of(second, third)).allMatch(CompletableFuture::isDone);
    assertThat(fourth).isNotDone();
    first.close();
    assertThat(fourth).isDone();
  }

  @Test
  void boundChanged_lowered_waitsUntilEnoughCameBack() {
    var most = new AtomicInteger(2);
    var shrinking = new Permits(most::get);
    Permits.Permit first = shrinking.acquire().join();
    Permits.Permit second = shrinking.acquire().join();
    most.set(1);
    shrinking.boundChanged();
    CompletableFuture<Permits.Permit> third = shrinking.acquire();

    first.close();
    assertThat(third).isNotDone();
    second.close();
    assertThat(third).isDone();
  }

  @Test
  void acquire_byManyThreads_neverHandsOutMoreThanThereAre() throws Exception {
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        boolean givesUp = i % 7 == 0;
        all.add(
            threads.submit(() -> {
              CompletableFuture<Permits.Permit> wish = permits.acquire();
              if (givesUp && wish.cancel(true)) {
                return;
              }
              try (var _ = wish.join()) {
                most.accumulateAndGet(held.incrementAndGet(), Math::max);
                held.decrementAndGet();
              }
            }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(most.get()).isBetween(1, 2);
    assertThat(permits.acquire()).isDone();
    assertThat(permits.acquire()).isDone();
    assertThat(permits.acquire()).isNotDone();
  }

  @Test
  void cancel_justWhenAPermitComesBack_passesItOnToTheNext() {
    Permits.Permit first = permits.acquire().join();
    permits.acquire().join();
    CompletableFuture<Permits.Permit> gaveUp = permits.acquire();
    CompletableFuture<Permits.Permit> patient = permits.acquire();
    // What was registered last runs first: the permit comes back before the queue hears of it.
    var _ = gaveUp.whenComplete((_, _) -> first.close());

    gaveUp.cancel(true);

    assertThat(patient).isDone();
    assertThat(permits.acquire()).isNotDone();
  }
}
