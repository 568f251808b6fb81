package io.quotakeeper.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much less of a window would have been used than really was, with when, in its unit; in
 * requests where it is told as a share. Of bounded size: what lies close together is one, and the
 * oldest become one. For one thread.
 */
final class Spare {

  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final int MOST = 256;

  private final List<Part> parts = new ArrayList<>();

  private record Part(Instant last, double amount) {}

  /** So much less was used at {@code at}; below 0 if it was more. */
  void add(Instant at, double amount) {
    int place = parts.size();
    while (place > 0 && parts.get(place - 1).last.isAfter(at)) {
      place--;
    }
    Part before = place == 0 ? null : parts.get(place - 1);
    if (before != null && before.last.plus(CLOSE).isAfter(at)) {
      parts.set(place - 1, new Part(at, before.amount + amount));
    } else {
      parts.add(place, new Part(at, amount));
    }
    if (parts.size() > MOST) {
      Part eldest = parts.removeFirst();
      parts.set(0, new Part(parts.getFirst().last, eldest.amount + parts.getFirst().amount));
    }
  }

  /** How much less was used by {@code until}; below 0 if it was more. */
  double by(Instant until) {
    double sum = 0;
    for (Part part : parts) {
      if (!part.last.isAfter(until)) {
        sum += part.amount;
      }
    }
    return sum;
  }

  /** What was used before {@code since} counts no more. */
  void forgetBefore(Instant since) {
    parts.removeIf(part -> part.last.isBefore(since));
  }

  void clear() {
    parts.clear();
  }
}
