package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.AdapterFault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;

/** Reads the adapters that users write: in files of their own, or in the configuration itself. */
final class OwnAdapterReader {

  private static final String EXPECTED =
      "the path of an adapter's file, or the adapter itself as a mapping";

  private final Path folder;
  private final YamlFile configuration;
  private final Problems problems;

  /**
   * For one configuration.
   *
   * @param folder that of its file: relative paths count from there
   * @param configuration the file
   * @param problems where problems go
   */
  OwnAdapterReader(Path folder, YamlFile configuration, Problems problems) {
    this.folder = folder;
    this.configuration = configuration;
    this.problems = problems;
  }

  Path folder() {
    return folder;
  }

  /** The adapter that stands there, if it is good. */
  Optional<OwnAdapter> read(String name, Field field) {
    return field.isMapping() ? inline(name, field) : ofFile(name, field);
  }

  private Optional<OwnAdapter> inline(String name, Field field) {
    Spot spot = field.spot();
    return parse(name, padded(field), new Spot(spot.file(), 0, spot.path()));
  }

  private Optional<OwnAdapter> ofFile(String name, Field field) {
    return field
        .read(new Kind<>(EXPECTED, OwnAdapterReader::path))
        .flatMap(path -> {
          String shown = shown(path);
          return new AdapterText(problems)
              .read(folder.resolve(path), shown, field.spot())
              .flatMap(text -> parse(name, text, new Spot(shown, 0, "")));
        });
  }

  /**
   * The adapter that a text describes.
   *
   * @param root where the text stands, for problems: their keys are added to it
   */
  Optional<OwnAdapter> parse(String name, String text, Spot root) {
    try {
      return Optional.of(new OwnAdapter(Adapter.parse(root.file(), name, text), root));
    } catch (AdapterFault fault) {
      fault
          .problems()
          .forEach(p -> problems.add(root.child(p.key(), p.line()), shown(p.message()), ""));
      return Optional.empty();
    }
  }

  /**
   * What is written there, moved to the line and column where it stands in the file, so that the
   * adapter's lines are the file's.
   */
  private String padded(Field field) {
    Mark start = field.node().getStartMark();
    String text = configuration.text();
    int from = text.offsetByCodePoints(0, start.getIndex());
    int to = text.offsetByCodePoints(0, field.node().getEndMark().getIndex());
    return "\n".repeat(start.getLine()) + " ".repeat(start.getColumn()) + text.substring(from, to);
  }

  /** The file as one would name it who named the configuration. */
  private String shown(Path path) {
    Path shown = Path.of(configuration.name()).resolveSibling(path);
    return Spelling.mayShow(shown.toString()) ? shown.toString() : "the file";
  }

  /** A message may hold words of the adapter, and among them a secret in the wrong place. */
  private static String shown(String message) {
    for (String word : message.split("[\\s\"'():,;]+", -1)) {
      if (Spelling.seemsSecret(word)) {
        return "not understood (not shown, since it may be a credential)";
      }
    }
    return message;
  }

  @SuppressWarnings("UnusedException") // its message repeats the text
  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path");
    }
  }
}
