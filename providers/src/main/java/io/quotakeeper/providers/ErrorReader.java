package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the error document in a body, however it is wrapped: the body itself, the first element of
 * an array, or JSON text inside the message. Where the JSON is broken the text remains, so that a
 * stated time is not lost.
 */
final class ErrorReader {

  private static final int DEEPEST_NESTING = 3;
  private static final int LONGEST_TEXT = 1 << 16;

  private final Map<String, Expr> expressions;

  ErrorReader(Map<String, Expr> expressions) {
    this.expressions = expressions;
  }

  /** What the body of a reply says of an error. */
  ErrorFacts read(Material material) {
    String body = material.reply().body().strip();
    if (body.isEmpty()) {
      return ErrorFacts.NONE;
    }
    JsonNode document = document(body, DEEPEST_NESTING);
    if (document.isMissingNode()) {
      boolean wasJson = body.startsWith("{") || body.startsWith("[") || !body.startsWith("<");
      return new ErrorFacts(Map.of(), wasJson ? bounded(body) : "");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    Material inDocument = material.withEntry(document);
    inDocument.variables().root(document);
    expressions.forEach((name, expression) -> fact(inDocument, name, expression, facts));
    return new ErrorFacts(facts, bounded(facts.getOrDefault("message", "")));
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
    String json = body.startsWith("data:") ? body.substring("data:".length()).strip() : body;
    JsonNode whole = Json.lenient(json);
    JsonNode first = whole.isArray() && !whole.isEmpty() ? whole.get(0) : whole;
    JsonNode message = first.path("error").path("message");
    String text = message.isTextual() ? message.textValue().strip() : "";
    if (nesting > 0 && (text.startsWith("{") || text.startsWith("["))) {
      JsonNode inner = document(text, nesting - 1);
      return inner.isObject() ? inner : first;
    }
    return first;
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
