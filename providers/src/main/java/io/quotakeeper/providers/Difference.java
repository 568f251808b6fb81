package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One thing that a reply was understood to mean and should not, or the other way round.
 *
 * @param path where, such as {@code readings[account/daily/requests].remaining} or {@code
 *     refusal.class}
 * @param expected what the vector says; a missing node if it expects nothing there
 * @param actual what was understood; a missing node if nothing was
 * @param rules the adapter's rules that this came from, as far as that is known
 */
public record Difference(
    String path, JsonNode expected, JsonNode actual, List<TrialOutcome.Rule> rules) {

  /** Copies the list. */
  public Difference {
    rules = List.copyOf(rules);
  }

  Difference madeBy(List<TrialOutcome.Rule> others) {
    return new Difference(path, expected, actual, others);
  }
}
