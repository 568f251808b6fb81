package io.quotakeeper.replay;

import io.quotakeeper.quota.Evidence;
import java.util.List;

/**
 * What the answer to a request told.
 *
 * @param evidence in its order
 * @param wasChoice whether another account might have been chosen for that request: who chose
 *     otherwise would not have heard how it ended
 */
record Lesson(List<Evidence> evidence, boolean wasChoice) {
  /** Copies the list. */
  Lesson {
    evidence = List.copyOf(evidence);
  }
}
