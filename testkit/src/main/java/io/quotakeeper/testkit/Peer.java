package io.quotakeeper.testkit;

import io.quotakeeper.time.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * The other end of a connection, which may leave while it is kept waiting. During a wait another
 * thread watches for its next byte, so that its leaving is seen at once; the one that waits and the
 * one that watches never read at the same time. For one thread at a time.
 */
final class Peer {

  private final InputStream in;
  private final Timer timer;
  private final Executor executor;
  private CompletableFuture<Boolean> left = CompletableFuture.completedFuture(false);

  /** What {@code in} gives must have a mark. */
  Peer(InputStream in, Timer timer, Executor executor) {
    this.in = in;
    this.timer = timer;
    this.executor = executor;
  }

  /** Waits so long, or until it leaves; whether it has left. */
  boolean isGoneAfter(Duration delay) throws InterruptedException {
    if (left.isDone() && !left.join()) {
      left = watched();
    }
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    var _ =
        left.thenAccept(gone -> {
          if (gone) {
            over.complete(true);
          }
        });
    Timer.Task task = timer.after(delay, () -> over.complete(false));
    try {
      return over.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      task.cancel();
    }
  }

  /** Whether it has left. If it was kept waiting, only its next byte or its leaving tells. */
  boolean isGone() throws InterruptedException {
    try {
      return left.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Boolean> watched() {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    executor.execute(() -> seen.complete(isAtEnd()));
    return seen;
  }

  private boolean isAtEnd() {
    try {
      in.mark(1);
      boolean end = in.read() < 0;
      in.reset();
      return end;
    } catch (IOException e) {
      return true;
    }
  }
}
