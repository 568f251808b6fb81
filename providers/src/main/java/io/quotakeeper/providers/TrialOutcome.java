package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How an adapter did with one vector.
 *
 * @param understood what it understood, as {@link Explanation} shows it; at its end {@code
 *     problem}, where something was not understood
 * @param differences where that is not what the vector expects; empty if it passed
 * @param lost entries of the reply of which rules could make nothing
 */
public record TrialOutcome(ObjectNode understood, List<Difference> differences, List<Lost> lost) {

  /** Copies the lists. */
  public TrialOutcome {
    differences = List.copyOf(differences);
    lost = List.copyOf(lost);
  }

  /** Whether everything was understood as the vector expects. */
  public boolean passed() {
    return differences.isEmpty();
  }

  /**
   * A rule of an adapter.
   *
   * @param kind {@code reading}, {@code header} or {@code refusal}
   * @param name its name; that of a reading begins with its call and a slash
   * @param line where it stands in the adapter's file; 0 for the rules that all adapters share
   */
  public record Rule(String kind, String name, int line) {}

  /**
   * An entry of which a rule could make nothing.
   *
   * @param rule the rule
   * @param why what was missing; it may hold words of the reply
   */
  public record Lost(Rule rule, String why) {}
}
