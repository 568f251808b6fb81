package io.quotakeeper.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of permits, handed out in the order in which they are asked for. Waiting for one
 * blocks no thread and ends by cancelling the future. The lock guards the count and the queue
 * alone; futures are completed outside of it.
 */
final class Permits {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
  private int free;

  Permits(int most) {
    this.free = most;
  }

  /** A permit, at once or when one is given back. */
  CompletableFuture<Permit> acquire() {
    var wish = new CompletableFuture<Permit>();
    if (enqueue(wish)) {
      var _ =
          wish.whenComplete((_, trouble) -> {
            if (trouble != null) {
              dequeueCancelled();
            }
          });
    } else {
      wish.complete(new Permit());
    }
    return wish;
  }

  private boolean enqueue(CompletableFuture<Permit> wish) {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return false;
      }
      waiting.add(wish);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void dequeueCancelled() {
    lock.lock();
    try {
      waiting.removeIf(CompletableFuture::isDone);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack() {
    CompletableFuture<Permit> next = nextOrFree();
    // One that was cancelled while it waited does not take the permit.
    while (next != null && !next.complete(new Permit())) {
      next = nextOrFree();
    }
  }

  private @Nullable CompletableFuture<Permit> nextOrFree() {
    lock.lock();
    try {
      CompletableFuture<Permit> next = waiting.poll();
      if (next == null) {
        free++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The right to one place. Giving it back twice has no effect. */
  final class Permit implements AutoCloseable {

    private final AtomicBoolean held = new AtomicBoolean(true);

    private Permit() {}

    @Override
    public void close() {
      if (held.compareAndSet(true, false)) {
        giveBack();
      }
    }
  }
}
