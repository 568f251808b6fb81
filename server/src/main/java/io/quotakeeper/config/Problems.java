package io.quotakeeper.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that it is said all at once. For one load, on one thread. */
final class Problems {

  private record Problem(Spot spot, String what, String expected) {
    @Override
    public String toString() {
      return spot + ": " + what + (expected.isEmpty() ? "" : "; expected " + expected);
    }
  }

  private final List<Problem> found = new ArrayList<>();

  /**
   * Neither text may hold a value of the file's: it might be a secret in the wrong place. What was
   * expected is empty where the first text says it.
   */
  void add(Spot spot, String what, String expected) {
    found.add(new Problem(spot, what, expected));
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          found.stream()
              .sorted(Comparator.comparingInt(Problems::rank))
              .map(Problem::toString)
              .toList());
    }
  }

  private static int rank(Problem problem) {
    return problem.spot().line() > 0 ? problem.spot().line() : Integer.MAX_VALUE;
  }
}
