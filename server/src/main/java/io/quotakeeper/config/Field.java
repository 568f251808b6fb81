package io.quotakeeper.config;

import io.quotakeeper.providers.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value of the file with its place. Reading it in a wrong way is a problem, not an exception. */
record Field(Node node, Spot spot, Problems problems) {

  void problem(String what, String expected) {
    problems.add(spot, what, expected);
  }

  /** Whether nothing is written there. */
  boolean isEmpty() {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("~")
            || scalar.getValue().equalsIgnoreCase("null"));
  }

  boolean isScalar() {
    return node instanceof ScalarNode && !isEmpty();
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** The value, if it is of that kind. */
  <T> Optional<T> read(Kind<T> kind) {
    if (!(node instanceof ScalarNode scalar)) {
      problem("not a single value", kind.expected());
      return Optional.empty();
    }
    if (isEmpty() || scalar.getValue().isBlank()) {
      problem("empty", kind.expected());
      return Optional.empty();
    }
    try {
      return Optional.of(kind.parse().apply(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()), kind.expected());
      return Optional.empty();
    }
  }

  /** The items, if it is a list; none if nothing is written. */
  List<Field> list(String expected) {
    if (isEmpty()) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      problem("not a list", expected);
      return List.of();
    }
    List<Field> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Field(item, spot.item(items.size(), lineOf(item)), problems));
    }
    return items;
  }

  /** The keys and values, if it is a mapping; none if nothing is written. */
  Map<String, Field> entries(String expected) {
    Map<String, Field> entries = new LinkedHashMap<>();
    if (isEmpty()) {
      return entries;
    }
    if (!(node instanceof MappingNode mapping)) {
      problem("not a mapping", expected);
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int line = lineOf(tuple.getKeyNode());
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        Field field = new Field(tuple.getValueNode(), child(key.getValue(), line), problems);
        Field first = entries.putIfAbsent(key.getValue(), field);
        if (first != null) {
          field.problem("key stands twice, first in line " + first.spot.line(), "each key once");
        }
      } else {
        problems.add(new Spot(spot.file(), line, spot.path()), "key is not plain text", expected);
      }
    }
    return entries;
  }

  /** A mapping of known keys. Anything but a mapping counts as one without keys. */
  Mapping mapping(Keys keys) {
    List<String> known = keys.names();
    String expected = "a mapping with " + String.join(", ", known);
    Map<String, Field> entries = entries(expected);
    entries.forEach((key, field) -> {
      if (!known.contains(key)) {
        field.problem(
            "unknown key" + Nearest.hint(key, known), "one of " + String.join(", ", known));
      }
    });
    boolean wellFormed = isEmpty() || isMapping();
    return new Mapping(spot, entries, keys, problems, wellFormed);
  }

  private Spot child(String key, int line) {
    return spot.child(Spelling.mayShow(key) ? key : "?", line);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
