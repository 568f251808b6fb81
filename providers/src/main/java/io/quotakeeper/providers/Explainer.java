package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Plan;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Explains replies that are given as JSON: one object with {@code provider}, {@code call}, {@code
 * model}, {@code baseUrl}, {@code status}, {@code headers} (a list of {@code Name: value}), {@code
 * body} (its text) and {@code at}. Thread-safe.
 */
public final class Explainer {

  private static final Understanding NOTHING = Understanding.answer(Plan.NONE, List.of(), false);

  private final Adapters adapters;

  /** With these adapters. */
  public Explainer(Adapters adapters) {
    this.adapters = adapters;
  }

  /**
   * What the reply in {@code line} means. Never throws: a line that is not such an object gives a
   * result as well, with the key {@code error}.
   */
  public ObjectNode explain(String line) {
    JsonNode request = Json.request(line);
    String provider = request.path("provider").asText("");
    try {
      return Explanation.json(provider, read(provider, request));
    } catch (IllegalArgumentException e) {
      return Explanation.json(provider, NOTHING).put("error", e.getMessage());
    }
  }

  private Understanding read(String provider, JsonNode request) {
    if (!request.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    Adapter adapter =
        adapters.find(provider).orElseThrow(() -> new IllegalArgumentException("no such provider"));
    Reply reply =
        new Reply(
            textOr(request, "call", Adapter.TRAFFIC),
            status(request),
            headers(request.path("headers")),
            textOr(request, "body", ""),
            at(textOr(request, "at", "")));
    if (!adapter.calls().contains(reply.call())) {
      throw new IllegalArgumentException("no such call; there are " + adapter.calls());
    }
    Context context = new Context(textOr(request, "model", ""), textOr(request, "baseUrl", ""));
    return adapter.read(reply, context);
  }

  private static String textOr(JsonNode request, String key, String otherwise) {
    JsonNode value = request.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(key + " is not a text");
    }
    return value.textValue();
  }

  private static int status(JsonNode request) {
    JsonNode status = request.path("status");
    if (!status.isInt()) {
      throw new IllegalArgumentException("status is missing, or not a number");
    }
    return status.intValue();
  }

  private static Instant at(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("at is missing, or not an instant", e);
    }
  }

  private static Headers headers(JsonNode lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (JsonNode line : lines) {
      String text = line.asText("");
      int colon = text.indexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException("headers is not a list of 'Name: value'");
      }
      fields.add(Map.entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
    }
    return Headers.of(fields);
  }
}
