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

/** Finds the line on which a key of a YAML text stands. */
final class YamlLines {

  private YamlLines() {}

  /**
   * The line, from 1, of the deepest part of {@code path} that is there, or of what makes the text
   * no YAML; 0 if neither can be told. An element of a list is named by its index, {@code [0]}, or
   * by its {@code name}.
   */
  static int line(String yaml, List<String> path) {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      int line = 0;
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
    } catch (MarkedYAMLException e) {
      return e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
    } catch (YAMLException e) {
      return 0;
    }
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
    for (int i = 0; i < list.getValue().size(); i++) {
      Node element = list.getValue().get(i);
      NodeTuple name = element instanceof MappingNode map ? entry(map, "name") : null;
      boolean isNamed =
          name != null
              && name.getValueNode() instanceof ScalarNode text
              && text.getValue().equals(step);
      if (isNamed || step.equals("[" + i + "]")) {
        return element;
      }
    }
    return null;
  }
}
