package io.quotakeeper.bench.lab;

import io.quotakeeper.providers.Nearest;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a YAML file things stand, which is not told by what reads them into records. */
final class YamlTree {

  /**
   * A key that there is not.
   *
   * @param line where it stands, counted from 1
   * @param what the words
   */
  record Misfit(int line, String what) {}

  private final Optional<Node> root;

  private YamlTree(Optional<Node> root) {
    this.root = root;
  }

  /** The tree of a text; an empty one if it is no YAML. */
  static YamlTree of(String yaml) {
    try {
      var loader = new Yaml(new SafeConstructor(new LoaderOptions()));
      return new YamlTree(Optional.ofNullable(loader.compose(new StringReader(yaml))));
    } catch (YAMLException e) {
      return new YamlTree(Optional.empty());
    }
  }

  /** The first key that is not one of the record's, or of a record's within it. */
  Optional<Misfit> unknownKey(Class<? extends Record> type) {
    return root.flatMap(node -> unknownKey(node, type));
  }

  /** The line of a value by the keys and indices that lead to it, or of the last that is there. */
  int line(List<String> path) {
    if (root.isEmpty()) {
      return 0;
    }
    Node node = root.get();
    int line = lineOf(node);
    for (String step : path) {
      Optional<Node> next = child(node, step);
      if (next.isEmpty()) {
        return line;
      }
      node = next.get();
      line = lineOf(node);
    }
    return line;
  }

  private static Optional<Misfit> unknownKey(Node node, Type type) {
    if (node instanceof SequenceNode list && type instanceof ParameterizedType of) {
      return list.getValue().stream()
          .flatMap(item -> unknownKey(item, of.getActualTypeArguments()[0]).stream())
          .findFirst();
    }
    if (node instanceof MappingNode mapping && type instanceof Class<?> it && it.isRecord()) {
      return mapping.getValue().stream()
          .flatMap(entry -> unknownKey(entry, it.getRecordComponents()).stream())
          .findFirst();
    }
    return Optional.empty();
  }

  private static Optional<Misfit> unknownKey(NodeTuple entry, RecordComponent[] components) {
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    int place = known.indexOf(key);
    return place < 0
        ? Optional.of(
            new Misfit(lineOf(entry.getKeyNode()), "unknown key " + key + Nearest.hint(key, known)))
        : unknownKey(entry.getValueNode(), components[place].getGenericType());
  }

  private static Optional<Node> child(Node node, String step) {
    if (node instanceof SequenceNode list && step.startsWith("[")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      return index < list.getValue().size()
          ? Optional.of(list.getValue().get(index))
          : Optional.empty();
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .filter(
              entry -> entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step))
          .map(NodeTuple::getValueNode)
          .findFirst();
    }
    return Optional.empty();
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
