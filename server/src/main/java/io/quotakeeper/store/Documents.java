package io.quotakeeper.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * JSON documents as they are kept: ASCII alone, so that every string comes back as it was, and with
 * limits on what is read. Getters refuse with {@link IllegalArgumentException} what is not of the
 * form expected.
 */
final class Documents {

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxDocumentLength(256L << 20)
                      .maxStringLength(16 << 20)
                      .maxNestingDepth(20)
                      .maxNumberLength(100)
                      .maxNameLength(100)
                      .maxTokenCount(10_000_000)
                      .build())
              .build());

  private Documents() {}

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }

  static String write(ObjectNode document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  static JsonNode read(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a document: " + e.getOriginalMessage(), e);
    }
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(JsonNode from, String field, Class<E> type) {
    return Enum.valueOf(type, text(from, field).toUpperCase(Locale.ROOT));
  }

  static void put(ObjectNode into, String field, Moment moment) {
    if (moment instanceof Moment.At(Instant value)) {
      into.put(field, value.toString());
    }
  }

  static Moment moment(JsonNode from, String field) {
    return from.has(field) ? Moment.at(instant(from, field)) : Moment.unstated();
  }

  static Instant instant(JsonNode from, String field) {
    return Instant.parse(text(from, field));
  }

  static String text(JsonNode from, String field) {
    JsonNode value = from.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is not a text");
    }
    return value.textValue();
  }

  static double number(JsonNode from, String field) {
    JsonNode value = from.path(field);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException(field + " is not a finite number");
    }
    return value.doubleValue();
  }

  static int whole(JsonNode from, String field) {
    JsonNode value = from.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(field + " is not a whole number");
    }
    return value.intValue();
  }

  /** Of a document and the key that it stands under. */
  static long checksum(String key, String document) {
    var sum = new CRC32C();
    sum.update(key.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
    sum.update(document.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
