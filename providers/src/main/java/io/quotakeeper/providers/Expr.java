package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq expression of an adapter, checked and compiled when the adapter is loaded. */
final class Expr {

  /** More values than any real reply has entries. */
  private static final int MOST_VALUES = 5_000;

  private final String text;
  private final JsonQuery query;

  private Expr(String text, JsonQuery query) {
    this.text = text;
    this.query = query;
  }

  /**
   * Compiles {@code text}.
   *
   * @throws IllegalArgumentException if it is not a jq expression, or not one that is allowed
   */
  @JsonCreator
  static Expr compile(String text) {
    JqCheck.check(text);
    try {
      return new Expr(text, JsonQuery.compile(text, Jq.VERSION));
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException("not a jq expression: " + text, e);
    }
  }

  /** As it stands in the adapter. */
  String text() {
    return text;
  }

  /**
   * All values that it gives.
   *
   * @throws Unreadable if it fails on this input
   */
  List<JsonNode> all(Scope scope, JsonNode in) {
    List<JsonNode> values = new ArrayList<>(1);
    run(scope, in, values);
    return values;
  }

  /** Like {@link #all}, but what was given before a failure is kept in {@code values}. */
  void run(Scope scope, JsonNode in, List<JsonNode> values) {
    try {
      query.apply(
          scope,
          in,
          value -> {
            if (values.size() >= MOST_VALUES) {
              throw new JsonQueryException("too many values");
            }
            values.add(value);
          });
    } catch (JsonQueryException | RuntimeException e) {
      throw new Unreadable("an expression does not fit what the reply holds");
    }
  }

  /** Its first value as text: numbers in plain digits; nothing if it gives none, or null. */
  Optional<String> text(Scope scope, JsonNode in) {
    return first(scope, in).map(Expr::scalar);
  }

  /** Whether its first value is neither null nor false. */
  boolean isTrue(Scope scope, JsonNode in) {
    return first(scope, in)
        .filter(value -> !(value.isBoolean() && !value.booleanValue()))
        .isPresent();
  }

  private Optional<JsonNode> first(Scope scope, JsonNode in) {
    List<JsonNode> values = all(scope, in);
    return values.isEmpty() || values.getFirst().isNull()
        ? Optional.empty()
        : Optional.of(values.getFirst());
  }

  /** A scalar as text. */
  static String scalar(JsonNode value) {
    if (value.isNumber()) {
      return value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())
          ? value.decimalValue().toPlainString()
          : value.asText();
    }
    if (value.isTextual() || value.isBoolean()) {
      return value.asText();
    }
    throw new Unreadable("an array or object stands where a plain value should");
  }
}
