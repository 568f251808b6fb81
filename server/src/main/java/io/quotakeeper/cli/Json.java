package io.quotakeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads JSON by key, where a key that is missing and one that is null say the same: nothing. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /** The document, or nothing if the text is none. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The document in one line. */
  static String write(JsonNode node) {
    return node.toString();
  }

  /** A string or number as text; empty where there is nothing. */
  static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  static boolean flag(JsonNode node, String key) {
    return node.path(key).asBoolean(false);
  }

  static OptionalDouble number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }

  static OptionalLong whole(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  /** An RFC 3339 instant; nothing where there is none, or no such thing. */
  static Optional<Instant> instant(JsonNode node, String key) {
    String text = text(node, key);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The entries of {@code {"items": [...]}}. */
  static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.path("items").forEach(items::add);
    return items;
  }
}
