package io.quotakeeper.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quotakeeper.providers.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Makes odd answers out of good ones. */
final class Distorting {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Distorting() {}

  /**
   * An odd answer.
   *
   * @param now by a clock that is right
   */
  static Answer of(Answer good, Misstatement odd, Instant now) {
    return switch (odd) {
      case Misstatement.Unusual(Misstatement.Manner manner) -> inManner(good, manner);
      case Misstatement.Numbers(String json) ->
          withValues(good, (_, value) -> value.isNumber() ? raw(json) : value);
      case Misstatement.Resets(String json) -> withResets(good, json);
      case Misstatement.Skewed(Duration by) ->
          skewed(good, by).with("Date", Answer.httpDate(now.plus(by)));
      case Misstatement.RetryAfter(int _, String value) -> good.with("Retry-After", value);
      case Misstatement.Redirect(int status, String location) ->
          Answer.empty(status).with("Location", location);
      case Misstatement.Bare(int status) -> Answer.empty(status);
      case Misstatement.Scripted(int status, Headers headers, String body) ->
          new Answer(status, headers, body);
    };
  }

  private static Answer inManner(Answer good, Misstatement.Manner manner) {
    return switch (manner) {
      case BYTE_ORDER_MARK -> good.withBody('\uFEFF' + good.body());
      case TEXT_PLAIN -> good.withType("text/plain");
      case OCTET_STREAM -> good.withType("application/octet-stream");
      case NO_TYPE -> good.withType("");
      case PADDED -> good.withBody("\r\n \t" + good.body() + "\r\n\r\n");
    };
  }

  private static Answer withResets(Answer good, String json) {
    String text = json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    return withValues(good, (name, value) -> isReset(name) ? raw(json) : value)
        .withHeaders(mapped(good.headers(), value -> text));
  }

  private static Answer skewed(Answer good, Duration by) {
    return withValues(good, (_, value) -> shifted(value, by))
        .withHeaders(mapped(good.headers(), value -> shifted(text(value), by).asText()));
  }

  private static JsonNode text(String value) {
    return value.chars().allMatch(Character::isDigit) && !value.isEmpty()
        ? JSON.numberNode(Long.parseLong(value))
        : JSON.textNode(value);
  }

  /** Seconds since 1970 of this century, and RFC 3339: what else there is, is no instant. */
  private static JsonNode shifted(JsonNode value, Duration by) {
    if (value.isIntegralNumber() && value.asLong() > 1_000_000_000L) {
      boolean millis = value.asLong() > 1_000_000_000_000L;
      return JSON.numberNode(value.asLong() + (millis ? by.toMillis() : by.toSeconds()));
    }
    if (value.isTextual()) {
      try {
        return JSON.textNode(Instant.parse(value.asText()).plus(by).toString());
      } catch (DateTimeParseException e) {
        return value;
      }
    }
    return value;
  }

  private static Headers mapped(Headers headers, UnaryOperator<String> change) {
    return Headers.of(
        headers.fields().stream()
            .map(f -> isReset(f.getKey()) ? Map.entry(f.getKey(), change.apply(f.getValue())) : f)
            .toList());
  }

  private static boolean isReset(String name) {
    return name.toLowerCase(Locale.ROOT).contains("reset");
  }

  private static JsonNode raw(String json) {
    return JSON.rawValueNode(new RawValue(json));
  }

  private static Answer withValues(Answer good, BiFunction<String, JsonNode, JsonNode> change) {
    try {
      JsonNode body = MAPPER.readTree(good.body());
      change(body, change);
      return good.withBody(MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the upstream's own answer is not JSON", e);
    }
  }

  private static void change(JsonNode node, BiFunction<String, JsonNode, JsonNode> change) {
    if (node instanceof ObjectNode fields) {
      for (var field : List.copyOf(fields.properties())) {
        if (field.getValue().isContainerNode()) {
          change(field.getValue(), change);
        } else {
          fields.set(field.getKey(), change.apply(field.getKey(), field.getValue()));
        }
      }
    } else if (node instanceof ArrayNode list) {
      list.forEach(entry -> change(entry, change));
    }
  }
}
