package io.quotakeeper.engine;

import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The system's clocks, and one daemon thread that calls later. The only class here that reads a
 * clock. Thread-safe.
 */
public final class SystemTime implements Time, Timer, AutoCloseable {

  private final ScheduledThreadPoolExecutor scheduler;

  /** Starts its thread with the first action that is put off. */
  public SystemTime() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("quotakeeper-timer").daemon().factory());
    // Deadlines are nearly always cancelled: they must not pile up until they would have fired.
    scheduler.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Task after(Duration delay, Runnable action) {
    Future<?> pending =
        scheduler.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  /** Ends the thread; what was put off is not done any more. */
  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException trouble) {
      // Asked for only here: setting up the log would be a fifth of what a short command costs.
      LoggerFactory.getLogger(SystemTime.class).error("An action of a timer threw", trouble);
    }
  }
}
