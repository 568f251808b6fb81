package io.quotakeeper.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Unit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object that a caller sent. What is wrong with it is named by its place and never repeated:
 * it may hold anything.
 */
final class Document {

  private static final int LONGEST_ECHO = 40;

  private final JsonNode root;

  private Document(JsonNode root) {
    this.root = root;
  }

  /**
   * The object that a body is.
   *
   * @param noun what it is to be, with its article
   * @param keys all that it may have
   * @throws ProblemException if it is none, or has other keys
   */
  static Document read(Buffer body, String noun, List<String> keys) {
    JsonNode root = parse(body, noun);
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!keys.contains(property.getKey())) {
        throw bad(property.getKey(), "is not known; " + noun + " has " + String.join(", ", keys));
      }
    }
    return new Document(root);
  }

  private static JsonNode parse(Buffer body, String noun) {
    try {
      JsonNode root = Json.read(body.getBytes());
      if (root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String where =
          place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
      throw badBody("the body is not JSON, or deeper than " + noun + " is" + where);
    } catch (IOException _) {
      throw badBody("the body is not JSON");
    }
    throw badBody("the body must be a JSON object: " + noun);
  }

  /** What stands there, missing if nothing does. */
  JsonNode get(String name) {
    return root.path(name);
  }

  /** Whether something stands there; null is nothing. */
  boolean has(String name) {
    return isGiven(root.path(name));
  }

  static boolean isGiven(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  /** The text that stands there, empty if nothing does. */
  String text(String name) {
    JsonNode node = root.path(name);
    if (isGiven(node) && !node.isTextual()) {
      throw bad(name, "must be a string");
    }
    return isGiven(node) ? node.textValue() : "";
  }

  /** The text that stands there, of no more than {@code most} characters; empty if none does. */
  String text(String name, int most) {
    String text = text(name);
    if (text.length() > most) {
      throw bad(name, "may have " + most + " characters");
    }
    return text;
  }

  /** Whether it is said and true. */
  boolean flag(String name) {
    JsonNode node = root.path(name);
    if (isGiven(node) && !node.isBoolean()) {
      throw bad(name, "must be true or false");
    }
    return node.asBoolean(false);
  }

  /** Amounts by unit; none if nothing stands there. */
  Map<Unit, Double> amounts(String name) {
    Map<Unit, Double> amounts = new HashMap<>();
    JsonNode node = root.path(name);
    if (!isGiven(node)) {
      return amounts;
    }
    if (!node.isObject()) {
      throw bad(name, "must be an object of units and amounts");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String place = name + "." + entry.getKey();
      double amount = entry.getValue().isNumber() ? entry.getValue().doubleValue() : -1;
      if (!(amount >= 0) || Double.isInfinite(amount)) {
        throw bad(place, "must be a number of 0 or more");
      }
      amounts.put(unit(place, entry.getKey()), amount);
    }
    return amounts;
  }

  private static Unit unit(String place, String name) {
    try {
      return new Unit(name);
    } catch (IllegalArgumentException _) {
      throw bad(place, "must be named by a unit: lower-case letters, digits and hyphens");
    }
  }

  /** That a field is not as it must be. */
  static ProblemException bad(String field, String expectation) {
    String echo = field.length() > LONGEST_ECHO ? field.substring(0, LONGEST_ECHO) + "…" : field;
    return badBody("field \"" + echo + "\" " + expectation);
  }

  private static ProblemException badBody(String detail) {
    return new ProblemException(Problem.of(400, "bad-body", detail));
  }
}
