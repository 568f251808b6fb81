package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

  private final SystemTime time = new SystemTime();

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void after_earlierDelay_overtakesALaterOneOnADaemon() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    var daemon = new CompletableFuture<Boolean>();
    time.after(Duration.ofHours(1), () -> ran.add("in an hour"));
    time.after(Duration.ofMillis(1), () -> daemon.complete(Thread.currentThread().isDaemon()));
    time.after(Duration.ofSeconds(-1), () -> ran.add("at once"));

    assertThat(daemon.get(10, TimeUnit.SECONDS)).isTrue();
    afterAllThatIsDue();
    assertThat(ran).containsExactly("at once");
  }

  @Test
  void cancel_beforeItStarted_doesNotRun() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    var free = new CountDownLatch(1);
    time.after(Duration.ZERO, () -> awaitQuietly(free));
    Timer.Task task = time.after(Duration.ZERO, () -> ran.add("cancelled"));
    task.cancel();
    free.countDown();

    afterAllThatIsDue();
    assertThat(ran).isEmpty();
  }

  @Test
  void action_throws_theNextOnesStillRun() throws Exception {
    var next = new CompletableFuture<Void>();
    time.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("as tests do");
        });
    time.after(Duration.ofMillis(1), () -> next.complete(null));

    next.get(10, TimeUnit.SECONDS);
  }

  @Test
  void after_closed_isRefused() {
    time.close();

    assertThatThrownBy(() -> time.after(Duration.ZERO, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void nanos_neverRunBack() {
    long first = time.nanos();

    assertThat(time.nanos() - first).isNotNegative();
  }

  /** The timer has one thread: what is due now is done before what is put off now. */
  private void afterAllThatIsDue() throws Exception {
    var done = new CompletableFuture<Void>();
    time.after(Duration.ofMillis(1), () -> done.complete(null));
    done.get(10, TimeUnit.SECONDS);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
