package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A reply and what must be understood from it, as a file describes them. Immutable.
 *
 * @param name the file, for people
 * @param rule what it is there to show, empty if it does not say
 * @param reply the reply
 * @param context what the request says
 * @param expected what must be understood; see {@link Trial}
 */
public record Vector(String name, String rule, Reply reply, Context context, JsonNode expected) {

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "provider",
              "call",
              "status",
              "headers",
              "body",
              "model",
              "baseUrl",
              "at",
              "rule",
              "notes",
              "level",
              "origin",
              "expected"));
  private static final Set<String> EXPECTED =
      new TreeSet<>(List.of("plan", "readings", "refusal", "otherReadings"));

  /**
   * The vector that a file describes.
   *
   * @param name the file, for people
   * @param json its text
   * @param adapter the adapter that it is for
   * @param bodies gives the text of a body by the name of its file
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Vector read(
      String name, String json, Adapter adapter, UnaryOperator<String> bodies) {
    JsonNode root = Json.strict(json);
    if (!root.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    refuseOthers("", root, KEYS);
    String provider = text(root, "provider");
    if (!provider.isEmpty() && !provider.equals(adapter.name())) {
      throw new IllegalArgumentException(
          "provider: it is for " + provider + ", and the adapter's name is " + adapter.name());
    }
    String body = text(root, "body");
    Reply reply =
        new Reply(
            call(root, adapter),
            status(root),
            headers(root.path("headers")),
            body.isEmpty() ? "" : bodies.apply(body),
            at(root));
    Context context = new Context(text(root, "model"), text(root, "baseUrl"));
    return new Vector(name, text(root, "rule"), reply, context, expected(root));
  }

  /** The keys that a file may have. */
  static Collection<String> keys() {
    return KEYS;
  }

  private static JsonNode expected(JsonNode root) {
    JsonNode expected = root.path("expected");
    if (!expected.isObject() || expected.isEmpty()) {
      throw new IllegalArgumentException(
          "expected: missing, or without any of " + String.join(", ", EXPECTED));
    }
    refuseOthers("expected.", expected, EXPECTED);
    JsonNode readings = expected.path("readings");
    boolean isList = readings.isArray() && readings.valueStream().allMatch(JsonNode::isObject);
    if (!isList && !readings.isMissingNode()) {
      throw new IllegalArgumentException("expected.readings: not a list of readings");
    }
    return expected;
  }

  private static void refuseOthers(String path, JsonNode object, Collection<String> known) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey())) {
        throw new IllegalArgumentException(
            path + member.getKey() + ": unknown key" + Nearest.hint(member.getKey(), known));
      }
    }
  }

  private static String call(JsonNode root, Adapter adapter) {
    String call = text(root, "call");
    if (!adapter.calls().contains(call)) {
      throw new IllegalArgumentException(
          "call: the adapter has none of that name; there are "
              + String.join(", ", adapter.calls()));
    }
    return call;
  }

  private static int status(JsonNode root) {
    JsonNode status = root.path("status");
    if (!status.isInt() || status.intValue() < 100 || status.intValue() > 599) {
      throw new IllegalArgumentException("status: not a number from 100 to 599");
    }
    return status.intValue();
  }

  private static Headers headers(JsonNode lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    if (!lines.isArray() && !lines.isNull() && !lines.isMissingNode()) {
      throw new IllegalArgumentException("headers: not a list of \"Name: value\"");
    }
    for (JsonNode line : lines) {
      String text = line.asText("");
      int colon = text.indexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException("headers: not a list of \"Name: value\"");
      }
      fields.add(Map.entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
    }
    return Headers.of(fields);
  }

  private static Instant at(JsonNode root) {
    try {
      return OffsetDateTime.parse(text(root, "at")).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("at: not an instant such as 2026-03-10T08:00:00Z", e);
    }
  }

  private static String text(JsonNode root, String key) {
    JsonNode value = root.path(key);
    if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
      throw new IllegalArgumentException(key + ": not a text");
    }
    return value.isTextual() ? value.textValue() : "";
  }
}
