package io.quotakeeper.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * A bounded number of permits, handed out in the order in which they are asked for. The bound may
 * change: a lower one takes no permit away, it waits for so many to come back. Waiting for one
 * blocks no thread and ends by cancelling the future. The lock guards the count and the queue
 * alone; futures are completed outside of it.
 */
final class Permits {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
  private final IntSupplier most;
  private int taken;

  Permits(int most) {
    this(() -> most);
  }

  /** As many as {@code most} says each time. */
  Permits(IntSupplier most) {
    this.most = most;
  }

  /** The bound may have been raised: those who wait get what there is more. */
  void boundChanged() {
    handOut();
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
      // Who came earlier goes first, also while a permit is on its way to them.
      if (waiting.isEmpty() && taken < most.getAsInt()) {
        taken++;
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
    comeBack();
    handOut();
  }

  private void comeBack() {
    lock.lock();
    try {
      taken--;
    } finally {
      lock.unlock();
    }
  }

  private void handOut() {
    Optional<CompletableFuture<Permit>> next = nextIfFree();
    while (next.isPresent()) {
      // One that was cancelled while it waited does not take the permit.
      if (!next.get().complete(new Permit())) {
        comeBack();
      }
      next = nextIfFree();
    }
  }

  private Optional<CompletableFuture<Permit>> nextIfFree() {
    lock.lock();
    try {
      if (waiting.isEmpty() || taken >= most.getAsInt()) {
        return Optional.empty();
      }
      taken++;
      return Optional.of(waiting.remove());
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
