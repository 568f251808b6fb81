package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the error document in a body, however it is wrapped: the body itself, the first element of
 * an array, one of the first events of a stream, the response inside it, or JSON text inside the
 * message. Where the JSON is broken the text remains, so that a stated time is not lost.
 */
final class ErrorReader {

  private static final String ERROR = "error";
  private static final String RESPONSE = "response";
  private static final int DEEPEST_NESTING = 3;
  private static final int LONGEST_TEXT = 1 << 16;

  private final Map<String, Expr> expressions;

  ErrorReader(Map<String, Expr> expressions) {
    this.expressions = expressions;
  }

  /**
   * Whether a body may hold an error, by a look that costs little: bodies of answers that were
   * served are many, and not small.
   */
  static boolean mayTell(String body) {
    return body.length() <= Json.LARGEST && body.contains("\"" + ERROR + "\"");
  }

  /** What the body of a reply says of an error. */
  ErrorFacts read(Material material) {
    String whole = material.reply().body();
    if (whole.length() > Json.LARGEST) {
      return new ErrorFacts(Map.of(), bounded(whole), false);
    }
    String body = whole.strip();
    if (body.isEmpty()) {
      return ErrorFacts.NONE;
    }
    JsonNode document = document(body, DEEPEST_NESTING);
    if (document.isMissingNode()) {
      boolean wasJson = body.startsWith("{") || body.startsWith("[") || !body.startsWith("<");
      return new ErrorFacts(Map.of(), wasJson ? bounded(body) : "", false);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    Material inDocument = material.withEntry(document);
    inDocument.variables().root(document);
    expressions.forEach((name, expression) -> fact(inDocument, name, expression, facts));
    return new ErrorFacts(facts, bounded(facts.getOrDefault("message", "")), isError(document));
  }

  private static void fact(
      Material material, String name, Expr expression, Map<String, String> facts) {
    try {
      material.text(expression).filter(t -> !t.isEmpty()).ifPresent(text -> facts.put(name, text));
    } catch (Unreadable e) {
      // A document of another shape has no such fact; the others may still be there.
    }
  }

  private static JsonNode document(String body, int nesting) {
    JsonNode whole = EventStream.begins(body) ? ofStream(body) : Json.lenient(body);
    JsonNode first = whole.isArray() && !whole.isEmpty() ? whole.get(0) : whole;
    JsonNode unwrapped = isError(first.path(RESPONSE)) ? first.path(RESPONSE) : first;
    JsonNode message = unwrapped.path(ERROR).path("message");
    String text = message.isTextual() ? message.textValue().strip() : "";
    if (nesting > 0 && (text.startsWith("{") || text.startsWith("["))) {
      JsonNode inner = document(text, nesting - 1);
      return inner.isObject() ? inner : unwrapped;
    }
    return unwrapped;
  }

  /** The first event that tells of an error, else the first that can be read. */
  private static JsonNode ofStream(String body) {
    List<JsonNode> events =
        EventStream.data(body).stream().map(Json::lenient).filter(n -> !n.isMissingNode()).toList();
    return events.stream()
        .filter(n -> isError(n) || isError(n.path(RESPONSE)))
        .findFirst()
        .or(() -> events.stream().findFirst())
        .orElseGet(MissingNode::getInstance);
  }

  private static boolean isError(JsonNode document) {
    JsonNode error = document.path(ERROR);
    return error.isObject() || (error.isTextual() && !error.textValue().isBlank());
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
