package io.quotakeeper.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own counting of one window since somebody last said how much is left of it, with when it was,
 * since a provider's number may describe an instant long before it came. Immutable, and of bounded
 * size: what lies close together is one count, and the oldest counts become one.
 *
 * @param counts the earliest first
 * @param cost what one request was seen to take of a window that is told only as a share
 */
public record Metering(List<Count> counts, Cost cost) {

  /** Nothing was counted. */
  public static final Metering NONE = new Metering(List.of(), Cost.UNKNOWN);

  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final int MOST_COUNTS = 32;

  /** Copies the list. */
  public Metering {
    counts = List.copyOf(counts);
  }

  /**
   * What went out by an instant.
   *
   * @param last when the last of it went out
   * @param amount how much, in the window's unit; requests where the window is told as a share
   */
  public record Count(Instant last, double amount) {}

  /** So much was counted by {@code last}. */
  public static Metering of(double amount, Instant last) {
    return amount == 0 ? NONE : new Metering(List.of(new Count(last, amount)), Cost.UNKNOWN);
  }

  /** All that was counted. */
  public double total() {
    double sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i).amount;
    }
    return sum;
  }

  /** What was counted after {@code instant}; what lies close to it counts as after it. */
  double totalAfter(Instant instant) {
    double sum = 0;
    for (int i = firstAfter(instant); i < counts.size(); i++) {
      sum += counts.get(i).amount;
    }
    return sum;
  }

  /** With so much more, that went out at {@code sentAt}. */
  Metering plus(Instant sentAt, double amount) {
    List<Count> next = new ArrayList<>(counts.size() + 1);
    next.addAll(counts);
    int at = firstAfter(sentAt);
    Count before = at == 0 ? null : next.get(at - 1);
    if (before != null && before.last.plus(CLOSE).isAfter(sentAt)) {
      next.set(at - 1, new Count(sentAt, before.amount + amount));
    } else {
      next.add(at, new Count(sentAt, amount));
    }
    if (next.size() > MOST_COUNTS) {
      Count eldest = next.removeFirst();
      Count second = next.getFirst();
      next.set(0, new Count(second.last, eldest.amount + second.amount));
    }
    return new Metering(next, cost);
  }

  /** Without what went out by {@code asOf}, which a number of that instant tells itself. */
  Metering after(Instant asOf) {
    int first = firstAfter(asOf);
    return first == 0 ? this : new Metering(counts.subList(first, counts.size()), cost);
  }

  private int firstAfter(Instant instant) {
    int first = counts.size();
    while (first > 0 && counts.get(first - 1).last.isAfter(instant)) {
      first--;
    }
    return first;
  }

  /** With another cost. */
  Metering withCost(Cost other) {
    return other.equals(cost) ? this : new Metering(counts, other);
  }
}
