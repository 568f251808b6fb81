package io.quotakeeper.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The decisions that were made last. Bounded: each new one takes the place of the oldest. */
final class DecisionLog {

  private final AtomicReferenceArray<@Nullable LeaseDecision> ring;
  private final AtomicLong made = new AtomicLong();

  DecisionLog(int most) {
    this.ring = new AtomicReferenceArray<>(most);
  }

  /** Keeps the decision that is made of its number. */
  void add(LongFunction<LeaseDecision> decision) {
    long number = made.incrementAndGet();
    ring.setRelease((int) (number % ring.length()), decision.apply(number));
  }

  /** Those that are wanted, the newest first. */
  List<LeaseDecision> newest(int most, Predicate<LeaseDecision> wanted) {
    List<LeaseDecision> found = new ArrayList<>();
    long newest = made.get();
    for (long n = newest; n > newest - ring.length() && n > 0 && found.size() < most; n--) {
      LeaseDecision kept = ring.get((int) (n % ring.length()));
      if (kept != null && kept.number() == n && wanted.test(kept)) {
        found.add(kept);
      }
    }
    return found;
  }
}
