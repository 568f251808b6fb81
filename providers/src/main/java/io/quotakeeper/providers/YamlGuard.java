package io.quotakeeper.providers;

import java.util.Iterator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Looks over the YAML of an adapter before anything is made of it: one document of bounded size and
 * depth, without anchors, aliases and tags.
 */
final class YamlGuard {

  /** The largest text, in characters. */
  static final int LARGEST = 200_000;

  /** How deep collections may lie in each other. */
  static final int DEEPEST = 32;

  private final String source;
  private int depth;
  private int documents;

  private YamlGuard(String source) {
    this.source = source;
  }

  /**
   * Refuses what is no such document.
   *
   * @throws AdapterFault saying where and why
   */
  static void check(String source, String yaml) {
    if (yaml.length() > LARGEST) {
      throw AdapterFault.of(source, 0, "larger than " + LARGEST + " characters");
    }
    try {
      Iterator<Event> events =
          new Events(new ParserImpl(new StreamReader(yaml), new LoaderOptions()));
      YamlGuard guard = new YamlGuard(source);
      events.forEachRemaining(guard::check);
      if (guard.documents == 0) {
        throw AdapterFault.of(source, 0, "empty");
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
      throw AdapterFault.of(
          source, mark == null ? 0 : mark.getLine() + 1, "not valid YAML: " + context + problem);
    } catch (YAMLException e) {
      throw AdapterFault.of(source, 0, "not valid YAML: control characters");
    }
  }

  private void check(Event event) {
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      refuse(event, "a second document");
    }
    if (event instanceof NodeEvent node
        && (node instanceof AliasEvent || node.getAnchor() != null)) {
      refuse(event, "an anchor or alias, of which adapters know none");
    }
    boolean isTagged =
        (event instanceof ScalarEvent scalar && scalar.getTag() != null)
            || (event instanceof CollectionStartEvent start && start.getTag() != null);
    if (isTagged) {
      refuse(event, "a YAML tag, of which adapters know none");
    }
    if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
      refuse(event, "nested deeper than " + DEEPEST + " levels");
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
  }

  private void refuse(Event event, String what) {
    throw AdapterFault.of(source, event.getStartMark().getLine() + 1, what);
  }

  /** The events of a parser, one after the other. */
  private record Events(ParserImpl parser) implements Iterator<Event> {
    @Override
    public boolean hasNext() {
      return parser.peekEvent() != null;
    }

    @Override
    public Event next() {
      return parser.getEvent();
    }
  }
}
