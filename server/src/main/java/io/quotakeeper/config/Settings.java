package io.quotakeeper.config;

import io.quotakeeper.providers.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Single values that the environment may override: {@code QUOTAKEEPER_<SECTION>_<KEY>} before the
 * file, the file before the default. Remembers where each came from.
 */
final class Settings {

  /** What comes before the section in the name of a variable. */
  static final String PREFIX = "QUOTAKEEPER_";

  /**
   * Variables of other parts of the program: the command line, the launcher, the log, the tests.
   */
  private static final List<String> OTHERS =
      List.of(
          PREFIX + "URL",
          PREFIX + "TOKEN",
          PREFIX + "LOG_LEVEL",
          PREFIX + "ROOT",
          PREFIX + "JAVA_OPTS");

  private final Map<String, String> environment;
  private final Problems problems;
  private final Map<String, String> origins = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();

  Settings(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  <T> T read(Mapping section, String key, Kind<T> kind, T otherwise) {
    return read(section, key, kind).orElse(otherwise);
  }

  <T> Optional<T> read(Mapping section, String key, Kind<T> kind) {
    String path = section.spot().path() + "." + key;
    Optional<T> written = section.read(key, kind);
    String variable = variable(path);
    known.add(variable);
    String value = environment.get(variable);
    if (value != null) {
      origins.put(path, "environment variable " + variable);
      return field(variable, value).read(kind);
    }
    origins.put(path, section.get(key).map(field -> field.spot().place()).orElse("default"));
    return written;
  }

  /** Tells that a variable is read elsewhere. */
  void allow(String variable) {
    known.add(variable);
  }

  /** Remembers that the variable of this path counts, and not the file. */
  void overrides(String path) {
    origins.put(path, "environment variable " + variable(path));
  }

  /** To be called when all is read: what nobody asked for is misspelled. */
  void refuseUnknown() {
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith(PREFIX) && !known.contains(variable) && !OTHERS.contains(variable)) {
        problems.add(
            Spot.environment(Spelling.mayShow(variable) ? variable : PREFIX + "?"),
            "unknown variable" + Nearest.hint(variable, known),
            "one of " + String.join(", ", known));
      }
    }
  }

  /** Where each value came from, by its key. */
  Map<String, String> origins() {
    return origins;
  }

  /** {@code monitor.slotsPerHost} is {@code QUOTAKEEPER_MONITOR_SLOTS_PER_HOST}. */
  static String variable(String path) {
    String words = path.replaceAll("([A-Z])", "_$1").replace('.', '_');
    return PREFIX + words.toUpperCase(Locale.ROOT);
  }

  /** The value of a variable, as if it stood in a file. */
  Field field(String variable, String value) {
    var node = new ScalarNode(Tag.STR, value, null, null, ScalarStyle.DOUBLE_QUOTED);
    return new Field(node, Spot.environment(variable), problems);
  }
}
