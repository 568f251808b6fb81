package io.quotakeeper.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a value of the file looks like, for editors: a part of a JSON Schema. It is never stricter
 * than what is read, but may be looser, since it cannot say everything. Immutable.
 *
 * @param keywords of JSON Schema, with maps, lists, text, numbers and booleans as values
 */
record Shape(Map<String, Object> keywords) {

  /** Any single value; that it is text may be left open, since everything is read as text. */
  static final Shape TEXT = of("type", List.of("string", "number", "boolean"));

  static final Shape TRUTH = of("type", "boolean");
  static final Shape NUMBER = of("type", "number").with("minimum", 0);
  static final Shape ANY_MAPPING = of("type", "object");

  /** The name of an adapter; the schema as a whole says which there are. */
  static final Shape PROVIDER = of("$ref", "#/$defs/provider");

  /** Copies the keywords, in their order. */
  Shape {
    keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
  }

  private static Shape of(String keyword, Object value) {
    return new Shape(Map.of(keyword, value));
  }

  /** Text of that form, a regular expression that JavaScript understands too. */
  static Shape text(String form) {
    return TEXT.with("pattern", "^(?:" + form + ")$");
  }

  /** Text of that form which can be taken for nothing else, such as a number. */
  static Shape strictText(String form) {
    return text(form).with("type", "string");
  }

  static Shape words(Collection<String> words) {
    return of("enum", List.copyOf(words));
  }

  static Shape whole(int least, int most) {
    return of("type", "integer").with("minimum", least).with("maximum", most);
  }

  /** A list; nothing written is one without items. */
  static Shape list(Shape item) {
    return of("type", List.of("array", "null")).with("items", item.keywords);
  }

  /** A list with one item or more. */
  static Shape someOf(Shape item) {
    return of("type", "array").with("items", item.keywords).with("minItems", 1);
  }

  /** A mapping of any keys to values of one shape; nothing written is one without keys. */
  static Shape mapping(Shape value) {
    return of("type", List.of("object", "null")).with("additionalProperties", value.keywords);
  }

  /** A mapping of these keys; nothing written is one without keys, where none is required. */
  static Shape mapping(Keys keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.all()
        .forEach(key ->
            properties.put(
                key.name(), key.shape().with("description", key.description()).keywords));
    List<String> required = keys.all().stream().filter(Key::required).map(Key::name).toList();
    Shape object =
        of("type", required.isEmpty() ? List.of("object", "null") : "object")
            .with("properties", properties)
            .with("additionalProperties", false);
    return required.isEmpty() ? object : object.with("required", required);
  }

  /** What is of either shape. */
  static Shape either(Shape one, Shape other) {
    return of("anyOf", List.of(one.keywords, other.keywords));
  }

  Shape with(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, value);
    return new Shape(more);
  }
}
