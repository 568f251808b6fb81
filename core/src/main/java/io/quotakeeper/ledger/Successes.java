package io.quotakeeper.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest success of each kind. It is remembered so that a refusal that was sent before a
 * success, and comes in after it, changes as little as if it had come in time. Immutable.
 *
 * @param latest one of each kind, of {@value #MOST} kinds at most
 */
record Successes(List<Success> latest) {

  static final Successes NONE = new Successes(List.of());

  private static final int MOST = 64;

  Successes with(Success success) {
    List<Success> next = new ArrayList<>(latest.size() + 1);
    for (Success known : latest) {
      if (!known.isOfSameKindAs(success)) {
        next.add(known);
      } else if (!success.sentAt().isAfter(known.sentAt())) {
        return this;
      }
    }
    next.add(success);
    if (next.size() > MOST) {
      next.remove(next.stream().min(Comparator.comparing(Success::sentAt)).orElseThrow());
    }
    return new Successes(List.copyOf(next));
  }

  boolean any(Predicate<Success> wanted) {
    return latest.stream().anyMatch(wanted);
  }
}
