package io.quotakeeper.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Makes the node tree of a YAML file. Nothing is constructed from it, so tags can do no harm; size,
 * depth and aliases are bounded.
 */
final class YamlFile {

  private static final int MOST_BYTES = 8 << 20;
  private static final int DEEPEST = 32;
  private static final int MOST_ALIASES = 50;
  private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.STR, Tag.SEQ, Tag.MAP);

  private final String name;
  private final Problems problems;
  private String text = "";

  YamlFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The root; an empty mapping if the file is empty or there are problems. */
  Field read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return failed(0, "larger than 8 MiB", "a smaller file");
      }
      return decode(bytes);
    } catch (NoSuchFileException e) {
      return failed(0, "there is no such file", "a configuration file");
    } catch (AccessDeniedException e) {
      return failed(0, "may not be read by this user", "a readable file");
    } catch (IOException e) {
      return failed(0, "cannot be read", "a readable file");
    }
  }

  /** The file as the user named it. */
  String name() {
    return name;
  }

  /** What was read, for which the marks of nodes count. */
  String text() {
    return text;
  }

  /** A root without keys. */
  Field empty() {
    return root(null);
  }

  private Field decode(byte[] bytes) {
    Utf8 decoded = Utf8.decode(bytes);
    if (decoded.malformed()) {
      return failed(decoded.lastLine(), "not UTF-8 text", "a file in UTF-8");
    }
    text = decoded.text();
    return parse(text);
  }

  private Field parse(String yaml) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setCodePointLimit(MOST_BYTES);
    try {
      var parser = new ParserImpl(new StreamReader(yaml), options);
      Node node = new Composer(parser, new TextOnly(), options).getSingleNode();
      if (node != null) {
        refuseTags(node, Collections.newSetFromMap(new IdentityHashMap<>()));
      }
      return root(node);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      return failed(mark == null ? 0 : mark.getLine() + 1, described(e), "valid YAML");
    } catch (ReaderException e) {
      return failed(lineAt(yaml, e.getPosition()), "a control character", "printable text");
    } catch (YAMLException e) {
      return failed(0, "nested too deeply, too large or with too many aliases", "a simpler file");
    }
  }

  private Field root(@Nullable Node node) {
    Node present = node == null ? new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK) : node;
    return new Field(present, new Spot(name, node == null ? 0 : 1, ""), problems);
  }

  private void refuseTags(Node node, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      int line = node.getStartMark().getLine() + 1;
      problems.add(new Spot(name, line, ""), "a value with a YAML tag", "a plain value");
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> refuseTags(item, seen));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        refuseTags(tuple.getKeyNode(), seen);
        refuseTags(tuple.getValueNode(), seen);
      }
    }
  }

  private Field failed(int line, String what, String expected) {
    problems.add(new Spot(name, line, ""), what, expected);
    return empty();
  }

  /** The parser's own words, except where they repeat text of the file. */
  private static String described(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("alias")) {
      return "not valid YAML: an alias of no anchor, or too many aliases";
    }
    if (problem.contains("tag") || problem.contains("directive")) {
      return "not valid YAML: a tag or directive";
    }
    return "not valid YAML: " + problem.lines().findFirst().orElse("");
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
  }

  /** Every scalar is text: what it means is decided by its key alone. */
  private static final class TextOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }
}
