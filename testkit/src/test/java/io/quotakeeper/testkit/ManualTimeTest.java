package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final ManualTime time = new ManualTime(START);
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasks_advancedPast_runInOrderOfDueTimeThenOfBeingPutOff() {
    time.after(Duration.ofSeconds(2), () -> ran.add("late"));
    time.after(Duration.ofSeconds(1), () -> ran.add("early"));
    time.after(Duration.ofSeconds(1), () -> ran.add("early too"));
    time.after(Duration.ofSeconds(4), () -> ran.add("not yet"));

    time.advance(Duration.ofSeconds(3));

    assertThat(ran).containsExactly("early", "early too", "late");
    assertThat(time.pending()).isEqualTo(1);
    assertThat(time.nextDue()).contains(Duration.ofSeconds(1));
  }

  @Test
  void task_running_seesItsOwnDueTimeOnBothClocks() {
    long start = time.nanos();
    time.after(
        Duration.ofSeconds(2),
        () -> ran.add(time.now() + " " + Duration.ofNanos(time.nanos() - start)));

    time.advance(Duration.ofMinutes(1));

    assertThat(ran).containsExactly("2026-03-01T12:00:02Z PT2S");
    assertThat(time.now()).isEqualTo(START.plusSeconds(60));
    assertThat(time.nanos() - start).isEqualTo(60_000_000_000L);
  }

  @Test
  void task_puttingOffAnother_runsItInTheSameStretch() {
    time.after(
        Duration.ofSeconds(1), () -> time.after(Duration.ofSeconds(1), () -> ran.add("second")));

    time.advance(Duration.ofSeconds(2));

    assertThat(ran).containsExactly("second");
    assertThat(time.nextDue()).isEmpty();
  }

  @Test
  void task_withoutDelay_waitsForTheNextAdvance() {
    time.after(Duration.ofSeconds(-1), () -> ran.add("now"));
    assertThat(ran).isEmpty();

    time.advance(Duration.ZERO);

    assertThat(ran).containsExactly("now");
  }

  @Test
  void task_cancelled_neverRuns() {
    Timer.Task task = time.after(Duration.ofSeconds(1), () -> ran.add("no"));
    task.cancel();
    task.cancel();

    time.advance(Duration.ofHours(1));

    assertThat(ran).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void task_putOffForEver_doesNotOverflow() {
    time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("no"));

    time.advance(Duration.ofDays(10_000));

    assertThat(ran).isEmpty();
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void task_advancingTime_isRefused() {
    time.after(Duration.ZERO, () -> time.advance(Duration.ofSeconds(1)));

    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void advance_backwards_isRefused() {
    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wallClock_jumping_movesNothingElse() {
    long nanos = time.nanos();
    time.after(Duration.ofSeconds(1), () -> ran.add("no"));

    time.jumpWall(Duration.ofHours(-2));

    assertThat(time.now()).isEqualTo(START.minus(Duration.ofHours(2)));
    assertThat(time.nanos()).isEqualTo(nanos);
    assertThat(time.nextDue()).contains(Duration.ofSeconds(1));
    assertThat(ran).isEmpty();
  }

  @Test
  void manyThreads_puttingOffAndAdvancing_runEachTaskOnce() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(8);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> {
          for (int n = 0; n < 100; n++) {
            time.after(Duration.ofMillis(n % 7), runs::incrementAndGet);
            time.advance(Duration.ofMillis(1));
          }
          done.countDown();
        });
      }
      done.await();
    }
    time.advance(Duration.ofSeconds(1));

    assertThat(runs).hasValue(800);
    assertThat(time.now()).isEqualTo(START.plusMillis(1800));
  }
}
