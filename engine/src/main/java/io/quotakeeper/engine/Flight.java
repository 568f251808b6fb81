package io.quotakeeper.engine;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One sync under way. The thread that makes it waits in {@link #await} alone; any other thread may
 * end it, which cancels what is being waited for. Whoever wants to know how it ended has a future
 * of its own, so that a caller who gives up disturbs nobody.
 */
final class Flight {

  /** Why it was ended from outside. */
  enum End {
    NOT_YET,
    DEADLINE,
    STOPPED
  }

  private final CompletableFuture<SyncReport> result = new CompletableFuture<>();
  private final AtomicReference<End> end = new AtomicReference<>(End.NOT_YET);
  private final AtomicReference<@Nullable Future<?>> step = new AtomicReference<>();
  private volatile long startedAt;
  private volatile Duration deadline = Duration.ZERO;

  Flight(long nowNanos) {
    startedAt = nowNanos;
  }

  /**
   * Waits for a step.
   *
   * @throws CancellationException if the flight is ended first, or was before; {@link #end} says
   *     why
   * @throws ExecutionException if the step fails
   */
  <T extends @Nullable Object> T await(Future<T> next) throws ExecutionException {
    waitsFor(next);
    check();
    try {
      return next.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      end(End.STOPPED);
      throw new CancellationException();
    } finally {
      step.set(null);
    }
  }

  /** Has what it waits for without a thread cancelled when it is ended, or at once if it was. */
  void waitsFor(Future<?> next) {
    step.set(next);
    // Looked at after the step is set, as `end` looks at the step after it has set the reason: one
    // of the two sees the other.
    if (end.get() != End.NOT_YET) {
      next.cancel(true);
    }
  }

  /**
   * Makes sure that nothing begins after the end.
   *
   * @throws CancellationException if the flight is ended
   */
  void check() {
    if (end.get() != End.NOT_YET) {
      throw new CancellationException();
    }
  }

  /** Ends it; the first reason counts. */
  void end(End why) {
    end.compareAndSet(End.NOT_YET, why);
    Future<?> waitedFor = step.get();
    if (waitedFor != null) {
      waitedFor.cancel(true);
    }
  }

  End end() {
    return end.get();
  }

  /** When it got its slot, or was asked for if it has none yet, on the monotonic clock. */
  long startedAt() {
    return startedAt;
  }

  /** It has got its slot, and has so long from now on. */
  void begin(long nowNanos, Duration allowed) {
    startedAt = nowNanos;
    deadline = allowed;
  }

  /** How long it may take, once it has got its slot. */
  Duration deadline() {
    return deadline;
  }

  /** How it ended. The caller may cancel what it gets. */
  CompletableFuture<SyncReport> result() {
    return result.copy();
  }

  void complete(SyncReport report) {
    result.complete(report);
  }
}
