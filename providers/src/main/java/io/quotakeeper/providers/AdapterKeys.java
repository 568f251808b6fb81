package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which keys an adapter file may have where: those of the records that it is read into. */
final class AdapterKeys {

  private final List<Misfit> strangers = new ArrayList<>();

  private AdapterKeys() {}

  /** Takes all keys that nothing reads out of a document, and says which they were. */
  static List<Misfit> takeStrangers(JsonNode document) {
    AdapterKeys keys = new AdapterKeys();
    keys.walk(AdapterFile.class, document, List.of());
    return keys.strangers;
  }

  /** The keys of a record, each with the type of its value. */
  static Map<String, Type> of(Class<?> type) {
    Map<String, Type> keys = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      keys.put(
          property == null ? component.getName() : property.value(), component.getGenericType());
    }
    return keys;
  }

  private void walk(Type type, JsonNode node, List<String> path) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      if (!node.isArray()) {
        walk(element, node, path);
      }
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        walk(element, node.get(i), with(path, "[" + i + "]"));
      }
    } else if (type instanceof ParameterizedType map && node instanceof ObjectNode object) {
      members(of(map, object), object, path);
    } else if (type instanceof Class<?> c && c.isRecord() && node instanceof ObjectNode object) {
      members(of(c), object, path);
    }
  }

  /** The keys of a map: words where it is of an enumeration, else whatever stands there. */
  private static Map<String, Type> of(ParameterizedType map, ObjectNode object) {
    Map<String, Type> keys = new LinkedHashMap<>();
    Type value = map.getActualTypeArguments()[1];
    if (map.getActualTypeArguments()[0] instanceof Class<?> c && c.isEnum()) {
      for (Object constant : c.getEnumConstants()) {
        keys.put(Word.of((Enum<?>) constant), value);
      }
    } else {
      object.fieldNames().forEachRemaining(name -> keys.put(name, value));
    }
    return keys;
  }

  private void members(Map<String, Type> known, ObjectNode object, List<String> path) {
    for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
      String key = member.getKey();
      Type type = known.get(key);
      if (type == null) {
        object.remove(key);
        String message =
            "unknown key"
                + Nearest.hint(key, known.keySet())
                + "; there are "
                + String.join(", ", known.keySet());
        strangers.add(new Misfit(with(path, key), message));
      } else {
        walk(type, member.getValue(), with(path, key));
      }
    }
  }

  /** A path and one step more. */
  static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
