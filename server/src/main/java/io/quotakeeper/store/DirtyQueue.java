package io.quotakeeper.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is dirty, each once, first come first served, and no more than a bound.
 *
 * <p>Any thread marks and none waits for it; one thread takes. A mark is taken away before the
 * taker looks at the state, so a change that comes in between is marked again, and none is lost.
 */
final class DirtyQueue {

  private final int most;
  private final BlockingQueue<Dirty> queue = new LinkedBlockingQueue<>();
  private final Set<Dirty> marked = ConcurrentHashMap.newKeySet();
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  DirtyQueue(int most) {
    this.most = most;
  }

  void mark(Dirty dirty) {
    if (!marked.add(dirty)) {
      return;
    }
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      marked.remove(dirty);
      dropped.incrementAndGet();
    } else {
      queue.add(dirty);
    }
  }

  /** Lets someone wait for all that was marked before. Those who wait are few, and not counted. */
  void await(Dirty.Waiter waiter) {
    queue.add(waiter);
  }

  /** Waits for the first, and takes what is there, {@code atMost} in all. */
  List<Dirty> take(int atMost) throws InterruptedException {
    List<Dirty> batch = new ArrayList<>();
    batch.add(queue.take());
    queue.drainTo(batch, atMost - 1);
    forget(batch);
    return batch;
  }

  /** Takes everything, without waiting. */
  List<Dirty> takeAll() {
    List<Dirty> rest = new ArrayList<>();
    queue.drainTo(rest);
    forget(rest);
    return rest;
  }

  /** What was taken is durable, or given up. */
  void settle(long marks) {
    size.addAndGet(-marks);
  }

  /** How much is marked, or taken and not settled. */
  long size() {
    return size.get();
  }

  long dropped() {
    return dropped.get();
  }

  void drop(long marks) {
    dropped.addAndGet(marks);
  }

  private void forget(List<Dirty> taken) {
    taken.forEach(marked::remove);
  }
}
