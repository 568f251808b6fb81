package io.quotakeeper.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How values are written: absent ones as null, whole numbers without a fraction, UTC. */
final class Json {

  /** Whole numbers up to here are exact in a double. */
  private static final double MOST_EXACT = 1L << 53;

  /** The largest document that a request may bring. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MOST_BYTES)
                          .maxNestingDepth(20)
                          .maxNumberLength(100)
                          .maxStringLength(MOST_BYTES)
                          .maxNameLength(1000)
                          .maxTokenCount(10_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** {@code {"items": […]}}. */
  static <T> ObjectNode items(Collection<T> items, Function<T, ObjectNode> toJson) {
    ObjectNode node = object();
    ArrayNode array = node.putArray("items");
    items.forEach(item -> array.add(toJson.apply(item)));
    return node;
  }

  static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : JsonNodeFactory.instance.nullNode();
  }

  static JsonNode number(double value) {
    boolean whole = Math.rint(value) == value && Math.abs(value) <= MOST_EXACT;
    return whole
        ? JsonNodeFactory.instance.numberNode((long) value)
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** In seconds, to the millisecond. */
  static JsonNode seconds(Duration duration) {
    return number(BigDecimal.valueOf(duration.toMillis(), 3).doubleValue());
  }

  static JsonNode instant(Moment moment) {
    return textOrNull(moment.instant().map(Instant::toString).orElse(""));
  }

  /** Text, null if it is empty. */
  static JsonNode textOrNull(String text) {
    return text.isEmpty()
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance.textNode(text);
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree could not be written", e);
    }
  }

  /**
   * Reads a small document.
   *
   * @throws IOException if it is not JSON, or larger or deeper than a request needs to be
   */
  static JsonNode read(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }
}
