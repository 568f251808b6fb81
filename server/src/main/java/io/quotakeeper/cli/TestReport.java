package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Difference;
import io.quotakeeper.providers.TrialOutcome;
import io.quotakeeper.providers.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How an adapter did with its vectors, as lines and as JSON. */
final class TestReport {

  private final Adapter adapter;
  private final List<String> unread;
  private final List<Item> items = new ArrayList<>();

  /**
   * A report on that adapter.
   *
   * @param unread one sentence for each file that holds no vector
   */
  TestReport(Adapter adapter, List<String> unread) {
    this.adapter = adapter;
    this.unread = List.copyOf(unread);
  }

  private record Item(Vector vector, TrialOutcome outcome) {}

  void add(Vector vector, TrialOutcome outcome) {
    items.add(new Item(vector, outcome));
  }

  /** How many vectors were understood otherwise than they say. */
  int failed() {
    return (int) items.stream().filter(item -> !item.outcome.passed()).count();
  }

  List<String> lines(Look look) {
    List<String> lines = new ArrayList<>();
    for (Item item : items) {
      boolean passed = item.outcome.passed();
      String word = passed ? "ok     " : "differs";
      lines.add(
          look.paint(passed ? Style.GOOD : Style.BAD, word)
              + "  "
              + Plain.line(item.vector.name())
              + (item.vector.rule().isEmpty() || passed
                  ? ""
                  : look.dot() + Plain.line(item.vector.rule())));
      if (!passed) {
        item.outcome.differences().forEach(difference -> lines.addAll(lines(difference)));
        item.outcome.lost().forEach(lost -> lines.add(line(lost)));
        String problem = item.outcome.understood().path("problem").asText("");
        if (!problem.isEmpty()) {
          lines.add("         the adapter says: " + Plain.line(problem));
        }
      }
    }
    lines.add(summary());
    return lines;
  }

  private String summary() {
    if (items.isEmpty()) {
      return adapter.name() + ": no vector could be read";
    }
    int all = items.size() + unread.size();
    List<String> parts = new ArrayList<>(List.of(all + (all == 1 ? " vector" : " vectors")));
    if (failed() > 0) {
      parts.add(failed() + (failed() == 1 ? " differs" : " differ"));
    }
    if (!unread.isEmpty()) {
      parts.add(unread.size() + " could not be read");
    }
    return adapter.name()
        + ": "
        + (parts.size() == 1 ? parts.getFirst() + ", all ok" : String.join(", ", parts));
  }

  private List<String> lines(Difference difference) {
    String rules = difference.rules().stream().map(this::words).collect(Collectors.joining(", "));
    return List.of(
        "         "
            + Plain.line(difference.path())
            + (rules.isEmpty() ? "" : "  (" + Plain.line(rules) + ")"),
        "           expected  " + shown(difference.expected()),
        "           got       " + shown(difference.actual()));
  }

  private String line(TrialOutcome.Lost lost) {
    return "         entry lost by " + Plain.line(words(lost.rule()) + ": " + lost.why());
  }

  private String words(TrialOutcome.Rule rule) {
    String place =
        rule.line() > 0 ? adapter.source() + ":" + rule.line() : "the same for all adapters";
    return rule.kind() + " \"" + rule.name() + "\", " + place;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : Plain.line(Json.write(node));
  }

  String document() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("adapter", adapter.name());
    root.put("source", adapter.source());
    root.put("vectors", items.size());
    root.put("differing", failed());
    var list = root.putArray("items");
    for (Item item : items) {
      ObjectNode one = list.addObject();
      one.put("vector", item.vector.name());
      one.put("rule", item.vector.rule());
      one.put("ok", item.outcome.passed());
      var differences = one.putArray("differences");
      item.outcome.differences().forEach(difference -> differences.add(node(difference)));
      var lost = one.putArray("lost");
      item.outcome.lost().forEach(entry -> lost.add(node(entry.rule()).put("why", entry.why())));
      one.set("understood", item.outcome.understood());
    }
    unread.forEach(root.putArray("unread")::add);
    return Json.write(root);
  }

  private static ObjectNode node(Difference difference) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("path", difference.path());
    if (!difference.expected().isMissingNode()) {
      node.set("expected", difference.expected());
    }
    if (!difference.actual().isMissingNode()) {
      node.set("actual", difference.actual());
    }
    var rules = node.putArray("rules");
    difference.rules().forEach(rule -> rules.add(node(rule)));
    return node;
  }

  private static ObjectNode node(TrialOutcome.Rule rule) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", rule.kind())
        .put("name", rule.name())
        .put("line", rule.line());
  }
}
