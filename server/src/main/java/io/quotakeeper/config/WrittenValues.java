package io.quotakeeper.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What a file without problems states, by path. Remembers what was taken. On one thread. */
final class WrittenValues {

  /** Keys whose value is the place of a secret, wherever they stand. */
  private static final Set<String> SECRETS = Set.of("secret", "url", "adminToken");

  private record Entry(int index, String path, Field field) {}

  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();
  private final SecretReader secrets;

  WrittenValues(Field root, SecretReader secrets) {
    this.secrets = secrets;
    collect(root);
  }

  /** The file and line of what stands at a path. */
  Optional<String> place(String path) {
    return Optional.ofNullable(entries.get(path)).map(entry -> entry.field().spot().place());
  }

  /** The items of a list of single values; empty where none is written. */
  String items(String path) {
    return Optional.ofNullable(entries.get(path)).map(entry -> text(entry.field())).orElse("");
  }

  /** Counts all at a path and below it as shown. */
  void take(String path) {
    taken.add(path);
    below(path).forEach(entry -> taken.add(entry.path()));
  }

  /** What is below a path and was not taken yet, each single value in the order of the file. */
  List<Shown> takeRest(String path, String name) {
    Stream<Entry> inside = path.isEmpty() ? entries.values().stream() : below(path);
    List<Entry> rest =
        inside
            .filter(entry -> !taken.contains(entry.path()) && isWhole(entry.field()))
            .sorted(Comparator.comparingInt(Entry::index))
            .toList();
    rest.forEach(entry -> take(entry.path()));
    return rest.stream()
        .map(entry ->
            new Shown(
                name + entry.path().substring(path.length()),
                text(entry.field()),
                entry.field().spot().place()))
        .toList();
  }

  private void collect(Field field) {
    String path = field.spot().path();
    entries.put(path, new Entry(entries.size(), path, field));
    if (isWhole(field)) {
      return;
    }
    if (field.isList()) {
      field.list("").forEach(this::collect);
    } else {
      field.entries("").values().forEach(this::collect);
    }
  }

  private Stream<Entry> below(String path) {
    return Stream.concat(
        entries.subMap(path + ".", path + "/").values().stream(),
        entries.subMap(path + "[", path + "\\").values().stream());
  }

  /** Whether it is shown in one piece: a single value, a list of such, the place of a secret. */
  private static boolean isWhole(Field field) {
    return field.isScalar()
        || isSecret(field)
        || (field.isList() && field.list("").stream().allMatch(Field::isScalar));
  }

  private static boolean isSecret(Field field) {
    String path = field.spot().path();
    return field.isMapping() && SECRETS.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  private String text(Field field) {
    if (isSecret(field)) {
      return secrets.place(field).map(SecretState::of).orElse("");
    }
    return field.isList()
        ? field.list("").stream().map(this::text).collect(Collectors.joining(", "))
        : ((ScalarNode) field.node()).getValue();
  }
}
