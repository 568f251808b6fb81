package io.quotakeeper.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** Counts something that happens, and tells those who wait for the n-th time. Thread-safe. */
public final class Tally {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Waiter> waiters = new ArrayList<>();
  private int count;

  Tally() {}

  /** How often it has happened. */
  public int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Completes when it has happened {@code times} times in all; at once if it has already. */
  public CompletableFuture<Void> reaches(int times) {
    lock.lock();
    try {
      if (count >= times) {
        return CompletableFuture.completedFuture(null);
      }
      Waiter waiter = new Waiter(times, new CompletableFuture<>());
      waiters.add(waiter);
      return waiter.reached.copy();
    } finally {
      lock.unlock();
    }
  }

  void add() {
    List<Waiter> done;
    lock.lock();
    try {
      count++;
      done = waiters.stream().filter(w -> w.times <= count).toList();
      waiters.removeAll(done);
    } finally {
      lock.unlock();
    }
    done.forEach(w -> w.reached.complete(null));
  }

  @Override
  public String toString() {
    return Integer.toString(count());
  }

  private record Waiter(int times, CompletableFuture<Void> reached) {}
}
