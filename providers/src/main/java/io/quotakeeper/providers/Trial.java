package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Lets an adapter read replies of which it is known what they mean. Thread-safe. */
public final class Trial {

  private final Adapter adapter;

  /** A trial of that adapter. */
  public Trial(Adapter adapter) {
    this.adapter = adapter;
  }

  /** Reads the reply of a vector, and compares what was understood with what it expects. */
  public TrialOutcome run(Vector vector) {
    Witness witness = new Witness();
    Understanding understood = adapter.telling(witness).read(vector.reply(), vector.context());
    ObjectNode explained = Explanation.json(adapter.name(), understood);
    if (!understood.problem().isEmpty()) {
      explained.put("problem", understood.problem());
    }
    List<Difference> differences =
        Comparison.differences(vector.expected(), explained).stream()
            .map(difference -> difference.madeBy(witness.makersOf(difference.path())))
            .toList();
    return new TrialOutcome(explained, differences, witness.lost);
  }

  private TrialOutcome.Rule rule(String kind, String name) {
    return new TrialOutcome.Rule(kind, name, adapter.lineOfRule(kind, name));
  }

  /** Remembers which rules made what. */
  private final class Witness implements RuleLog {

    private record Use(String kind, String name, String window) {}

    private final List<Use> uses = new ArrayList<>();
    private final List<TrialOutcome.Lost> lost = new ArrayList<>();

    @Override
    public void used(String kind, String name, String window) {
      uses.add(new Use(kind, name, window));
    }

    @Override
    public void lost(String kind, String name, String why) {
      lost.add(new TrialOutcome.Lost(rule(kind, name), why));
    }

    List<TrialOutcome.Rule> makersOf(String path) {
      return uses.stream()
          .filter(use ->
              use.kind.equals("refusal")
                  ? path.startsWith("refusal")
                  : path.startsWith("readings[" + use.window + "]"))
          .map(use -> rule(use.kind, use.name))
          .distinct()
          .toList();
    }
  }
}
