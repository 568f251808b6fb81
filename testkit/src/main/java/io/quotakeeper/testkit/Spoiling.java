package io.quotakeeper.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes bad answers out of good ones. */
final class Spoiling {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Sign in</title></head><body>One moment…</body></html>";

  private static final int DEPTH = 100_000;

  private Spoiling() {}

  static Answer body(Answer good, Misbehaviour.Form form) {
    return switch (form) {
      case CUT_JSON -> good.withBody(good.body().substring(0, good.body().length() / 2));
      case HTML -> good.withType("text/html; charset=utf-8").withBody(PAGE);
      case NULL -> good.withBody("null");
      case WRONG_TYPES -> good.withBody(withWrongTypes(parse(good.body())).toString());
      case EMPTY -> good.withBody("");
      case EMPTY_LIST -> good.withBody("[]");
      case EMPTY_OBJECT -> good.withBody("{}");
      case DEEP -> good.withBody("[".repeat(DEPTH) + "]".repeat(DEPTH));
      case NUL_BYTES -> good.withBody(good.body().replace(":", ":\0"));
      case NOT_UTF8 ->
          good.withType("application/json; " + Answer.LATIN)
              .withBody(good.body().replaceFirst("\"", "\"\u00e4"));
      case DUPLICATE_KEYS -> good.withBody(twice(good.body()));
    };
  }

  /**
   * Spoils one entry of {@code good}.
   *
   * @param where points to a list or map, whose first entry is spoiled, or to one value; empty for
   *     a header field
   */
  static Answer entry(Answer good, String where) {
    if (where.isEmpty() || good.body().isEmpty()) {
      return good.withHeaders(withBadNumber(good.headers()));
    }
    JsonNode body = parse(good.body());
    JsonPointer pointer = JsonPointer.compile(where);
    JsonNode found = body.at(pointer);
    if (found.isContainerNode() && !found.isEmpty()) {
      spoil(found.iterator().next());
    } else if (found.isValueNode() && body.at(pointer.head()) instanceof ObjectNode parent) {
      parent.set(pointer.last().getMatchingProperty(), otherType(found));
    }
    return good.withBody(body.toString());
  }

  private static String twice(String object) {
    return object.substring(0, object.length() - 1) + "," + object.substring(1);
  }

  private static Headers withBadNumber(Headers headers) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(headers.fields());
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i).getKey();
      if (name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit-remaining")) {
        fields.set(i, Map.entry(name, "many"));
        break;
      }
    }
    return Headers.of(fields);
  }

  private static JsonNode withWrongTypes(JsonNode good) {
    ObjectNode bad = JSON.objectNode();
    good.properties().forEach(f -> bad.set(f.getKey(), otherType(f.getValue())));
    return bad;
  }

  /** Gives every value below {@code entry} another type, but leaves the ids. */
  private static void spoil(JsonNode entry) {
    if (entry instanceof ObjectNode fields) {
      for (var field : List.copyOf(fields.properties())) {
        if (field.getValue().isContainerNode()) {
          spoil(field.getValue());
        } else if (!field.getKey().toLowerCase(Locale.ROOT).endsWith("id")) {
          fields.set(field.getKey(), otherType(field.getValue()));
        }
      }
    }
  }

  private static JsonNode otherType(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> JSON.textNode("many");
      case STRING -> JSON.numberNode(17);
      case OBJECT -> JSON.textNode("none");
      case ARRAY -> JSON.numberNode(-1);
      case BOOLEAN, BINARY, MISSING, NULL, POJO -> JSON.objectNode();
    };
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the upstream's own answer is not JSON", e);
    }
  }
}
