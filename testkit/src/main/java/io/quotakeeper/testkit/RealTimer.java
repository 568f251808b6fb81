package io.quotakeeper.testkit;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs things after a delay in real time, on an executor. */
final class RealTimer implements Timer {

  private final Executor executor;

  RealTimer(Executor executor) {
    this.executor = executor;
  }

  @Override
  public Task after(Duration delay, Runnable action) {
    AtomicBoolean open = new AtomicBoolean(true);
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
        .execute(() -> {
          if (open.getAndSet(false)) {
            action.run();
          }
        });
    return () -> open.set(false);
  }
}
