package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
  void after_delays_runInTheirOrderOnADaemon() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    var daemon = new CompletableFuture<Boolean>();
    time.after(
        Duration.ofMillis(30),
        () -> {
          order.add("second");
          daemon.complete(Thread.currentThread().isDaemon());
        });
    time.after(Duration.ofSeconds(-1), () -> order.add("first"));

    assertThat(daemon.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void cancel_beforeItsTime_doesNotRun() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    var later = new CompletableFuture<Void>();
    Timer.Task task = time.after(Duration.ofMillis(20), () -> ran.add("cancelled"));
    task.cancel();
    time.after(Duration.ofMillis(40), () -> later.complete(null));

    later.get(10, TimeUnit.SECONDS);
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
}
