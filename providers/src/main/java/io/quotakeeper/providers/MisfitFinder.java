package io.quotakeeper.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds all misfits of an adapter file and not only the first: each one is taken out, and the rest
 * is read again. What only misses a part that was taken out is not reported.
 */
final class MisfitFinder {

  private static final int MOST = 50;

  private final ObjectMapper mapper;
  private final JsonNode document;

  /** The places that the elements of lists had before any was taken out. */
  private final IdentityHashMap<JsonNode, List<Integer>> places = new IdentityHashMap<>();

  private MisfitFinder(ObjectMapper mapper, JsonNode document) {
    this.mapper = mapper;
    this.document = document;
  }

  /** The misfits of a text that is well-formed YAML; none if it is not. */
  static List<Misfit> find(ObjectMapper mapper, String yaml) {
    try {
      return new MisfitFinder(mapper, mapper.readTree(yaml)).all();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private List<Misfit> all() {
    List<Misfit> found = new ArrayList<>(AdapterKeys.takeStrangers(document));
    for (int i = 0; i < MOST; i++) {
      JsonMappingException trouble = trouble();
      if (trouble == null) {
        break;
      }
      List<String> path = take(trouble.getPath());
      if (found.stream().noneMatch(misfit -> misfit.liesIn(path))) {
        found.add(new Misfit(path, Misreading.words(trouble)));
      }
      if (path.isEmpty()) {
        break;
      }
    }
    return found;
  }

  private @Nullable JsonMappingException trouble() {
    try {
      mapper.treeToValue(document, AdapterFile.class);
      return null;
    } catch (JsonMappingException e) {
      return e;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Takes out what a path leads to; gives the path with the places of before. */
  private List<String> take(List<JsonMappingException.Reference> path) {
    List<String> steps = new ArrayList<>();
    JsonNode node = document;
    Runnable removal = () -> {};
    for (JsonMappingException.Reference step : path) {
      if (step.getFieldName() != null) {
        String key = step.getFieldName();
        JsonNode parent = node;
        removal = () -> remove(parent, key);
        steps.add(key);
        node = node.path(key);
      } else if (node instanceof ArrayNode list) {
        List<Integer> before = placesOf(list);
        int index = step.getIndex();
        removal = () -> remove(list, before, index);
        steps.add("[" + (index < before.size() ? before.get(index) : index) + "]");
        node = list.path(index);
      }
      // Else a list of one is written without brackets: its element is what stands there.
    }
    removal.run();
    return steps;
  }

  private static void remove(JsonNode parent, String key) {
    if (parent instanceof ObjectNode object) {
      object.remove(key);
    }
  }

  private static void remove(ArrayNode list, List<Integer> places, int index) {
    if (index < list.size()) {
      list.remove(index);
      places.subList(index, index + 1).clear();
    }
  }

  private List<Integer> placesOf(ArrayNode list) {
    return places.computeIfAbsent(
        list,
        l -> IntStream.range(0, l.size()).boxed().collect(Collectors.toCollection(ArrayList::new)));
  }
}
