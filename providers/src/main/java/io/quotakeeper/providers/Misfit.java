package io.quotakeeper.providers;

import java.util.List;

/**
 * A part of an adapter file that cannot be read into what it should be.
 *
 * @param path the keys that lead there; an element of a list is {@code [0]}
 * @param message what is wrong with it
 */
record Misfit(List<String> path, String message) {

  Misfit {
    path = List.copyOf(path);
  }

  /** Whether {@code other} is this part, or a part that this one lies in. */
  boolean liesIn(List<String> other) {
    return path.size() >= other.size() && path.subList(0, other.size()).equals(other);
  }
}
