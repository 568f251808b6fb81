package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which warnings are due, from what an upstream delivered, by the words of the specification
 * and by none of the code under test: below a tenth is low, nothing is exhausted, and either is
 * said once until a twentieth more than a tenth is left again. Thread-safe.
 */
final class CrossingOracle {

  private final Map<String, Seen> seen = new HashMap<>();
  private final List<String> due = new ArrayList<>();

  /**
   * What was told of a pool.
   *
   * @param left the share that is left
   * @param reset when it is full again
   * @param sentAt when the call left
   */
  record Told(double left, Instant reset, Instant sentAt) {}

  private record Seen(int urgency, Instant sentAt) {}

  synchronized void delivered(AccountId account, String pool, Told told, Instant now) {
    String key = account + " " + pool;
    Seen before = seen.getOrDefault(key, new Seen(0, Instant.MIN));
    if (told.sentAt.isBefore(before.sentAt)) {
      return;
    }
    double left = told.reset.isAfter(now) ? told.left : 1;
    int urgency = urgency(left);
    if (urgency > before.urgency) {
      due.add((urgency == 2 ? "Exhausted " : "Low ") + key);
      seen.put(key, new Seen(urgency, told.sentAt));
    } else {
      seen.put(key, new Seen(left >= 0.15 ? 0 : before.urgency, told.sentAt));
    }
  }

  private static int urgency(double left) {
    if (left <= 0) {
      return 2;
    }
    return left < 0.1 ? 1 : 0;
  }

  /** The account is gone, and all that was said of it forgotten. */
  synchronized void forget(String account) {
    seen.keySet().removeIf(key -> key.startsWith(account + " "));
  }

  /** Every warning that was due, in order: {@code Low account pool} or {@code Exhausted …}. */
  synchronized List<String> due() {
    return List.copyOf(due);
  }
}
