package io.quotakeeper.providers;

import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the lines on which the keys of a YAML text stand. The text is looked through once. */
final class YamlLines {

  private final @Nullable Node root;
  private final int faultyLine;

  private YamlLines(@Nullable Node root, int faultyLine) {
    this.root = root;
    this.faultyLine = faultyLine;
  }

  /** The lines of a text; what is no YAML has none. */
  static YamlLines of(String yaml) {
    try {
      return new YamlLines(new Yaml(new LoaderOptions()).compose(new StringReader(yaml)), 0);
    } catch (MarkedYAMLException e) {
      return new YamlLines(null, e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1);
    } catch (YAMLException e) {
      return new YamlLines(null, 0);
    }
  }

  /**
   * The line, from 1, of the deepest part of {@code path} that is there, or of what makes the text
   * no YAML; 0 if neither can be told. An element of a list is named by its index, {@code [0]}, or
   * by its {@code name}.
   */
  int line(List<String> path) {
    Node node = root;
    int line = faultyLine;
    for (String step : path) {
      Node next = null;
      if (node instanceof MappingNode map) {
        NodeTuple entry = entry(map, step);
        next = entry == null ? null : entry.getValueNode();
        line = entry == null ? line : lineOf(entry.getKeyNode());
      } else if (node instanceof SequenceNode list) {
        next = element(list, step);
        line = next == null ? line : lineOf(next);
      }
      if (next == null) {
        // A list of one is written without brackets.
        next = step.equals("[0]") ? node : null;
      }
      if (next == null) {
        return line;
      }
      node = next;
    }
    return line;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static @Nullable NodeTuple entry(MappingNode map, String key) {
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private static @Nullable Node element(SequenceNode list, String step) {
    List<Node> elements = list.getValue();
    if (step.matches("\\[[0-9]{1,7}]")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      return index < elements.size() ? elements.get(index) : null;
    }
    for (Node element : elements) {
      NodeTuple name = element instanceof MappingNode map ? entry(map, "name") : null;
      if (name != null
          && name.getValueNode() instanceof ScalarNode text
          && text.getValue().equals(step)) {
        return element;
      }
    }
    return null;
  }
}
