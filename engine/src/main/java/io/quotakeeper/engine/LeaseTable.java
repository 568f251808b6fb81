package io.quotakeeper.engine;

import io.quotakeeper.select.Hold;
import io.quotakeeper.select.Holdings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The leases under way, in the order in which they end, by the monotonic clock. Bounded.
 * Thread-safe: the lock guards the map alone.
 */
final class LeaseTable {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedMap<String, Open> open = new LinkedHashMap<>();

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
    } finally {
      lock.unlock();
    }
  }

  /** Takes out a lease: whoever gets it settles it. */
  Optional<Open> remove(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(open.remove(id));
    } finally {
      lock.unlock();
    }
  }

  /** Takes out those that have ended. */
  List<Open> removeEnded(long nowNanos) {
    lock.lock();
    try {
      List<Open> ended = List.of();
      Map.Entry<String, Open> eldest = open.firstEntry();
      while (eldest != null && eldest.getValue().endNanos - nowNanos <= 0) {
        ended = ended.isEmpty() ? new ArrayList<>() : ended;
        ended.add(eldest.getValue());
        open.remove(eldest.getKey());
        eldest = open.firstEntry();
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }
}
