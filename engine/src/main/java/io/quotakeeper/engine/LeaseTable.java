package io.quotakeeper.engine;

import io.quotakeeper.select.Hold;
import io.quotakeeper.select.Holdings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The leases under way, in the order in which they end, by the monotonic clock. Bounded.
 * Thread-safe: the lock guards the map alone.
 */
final class LeaseTable {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedMap<String, Open> open = new LinkedHashMap<>();

  /** How many there are, and the first to end, for whoever looks without the lock. */
  private volatile int size;

  private volatile @Nullable Open eldest;

  /**
   * A lease under way.
   *
   * @param lease the lease
   * @param watched whose it is
   * @param holdings of what
   * @param hold the holding
   * @param endNanos when it ends, on the monotonic clock
   */
  record Open(Lease lease, Watched watched, Holdings holdings, Hold hold, long endNanos) {}

  LeaseTable(int most) {
    this.most = most;
  }

  /** Whether there is room for another; by chance a few more get in. */
  boolean isFull() {
    return size() >= most;
  }

  void add(Open lease) {
    lock.lock();
    try {
      open.put(lease.lease.id(), lease);
      changed();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out a lease: whoever gets it settles it. */
  Optional<Open> remove(String id) {
    lock.lock();
    try {
      Open removed = open.remove(id);
      changed();
      return Optional.ofNullable(removed);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out those that have ended. */
  List<Open> removeEnded(long nowNanos) {
    if (!hasEnded(eldest, nowNanos)) {
      return List.of();
    }
    lock.lock();
    try {
      List<Open> ended = new ArrayList<>();
      for (Open first = eldest; first != null && hasEnded(first, nowNanos); first = eldest) {
        ended.add(first);
        open.remove(first.lease.id());
        changed();
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private static boolean hasEnded(@Nullable Open lease, long nowNanos) {
    return lease != null && lease.endNanos - nowNanos <= 0;
  }

  private void changed() {
    size = open.size();
    eldest = open.isEmpty() ? null : open.sequencedValues().getFirst();
  }

  int size() {
    return size;
  }
}
