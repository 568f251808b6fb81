package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a rule may take a value from, for one reply.
 *
 * @param reply the reply, of which the head is taken
 * @param context what the request says
 * @param anchor what times are measured against
 * @param file the adapter's file, of which the tables and times are taken
 * @param variables what expressions see
 * @param error what the error document says
 * @param star what the star in a header's name stands for, empty where there is none
 * @param position which element of headers that hold comma lists, {@link #WHOLE} for the whole
 *     header
 * @param entry what expressions are applied to
 */
record Material(
    Reply reply,
    Context context,
    Anchor anchor,
    AdapterFile file,
    Variables variables,
    ErrorFacts error,
    String star,
    int position,
    JsonNode entry) {

  /** The position in a header that is no list. */
  static final int WHOLE = -1;

  /** The material of a reply's head. */
  static Material of(Reply reply, Context context, AdapterFile file) {
    return new Material(
        reply,
        context,
        Anchor.of(reply, file.horizon()),
        file,
        new Variables(
            reply,
            context.baseUrl().isEmpty() ? file.baseUrl() : context.baseUrl(),
            context.model()),
        ErrorFacts.NONE,
        "",
        WHOLE,
        MissingNode.getInstance());
  }

  Material withError(ErrorFacts other) {
    return new Material(reply, context, anchor, file, variables, other, star, position, entry);
  }

  Material withStar(String other) {
    return new Material(reply, context, anchor, file, variables, error, other, position, entry);
  }

  Material withPosition(int other) {
    return new Material(reply, context, anchor, file, variables, error, star, other, entry);
  }

  Material withEntry(JsonNode other) {
    return new Material(reply, context, anchor, file, variables, error, star, position, other);
  }

  /** The value of a header, in whose name a star stands for {@link #star}. */
  Optional<String> header(String name) {
    Optional<String> whole = reply.headers().get(name.replace("*", star));
    return position == WHOLE ? whole : whole.flatMap(this::element);
  }

  /**
   * Whether each of these headers has one of the values given for it; of a name with a star, one
   * header is enough. See {@link HeaderRule}.
   */
  boolean hasHeaders(Map<String, List<String>> wanted) {
    return wanted.entrySet().stream().allMatch(e -> hasHeader(e.getKey(), e.getValue()));
  }

  private boolean hasHeader(String name, List<String> values) {
    Set<String> stars = reply.headers().stars(name);
    return stars.isEmpty()
        ? Texts.isOneOf(header(name).orElse(""), values)
        : stars.stream().anyMatch(s -> Texts.isOneOf(withStar(s).header(name).orElse(""), values));
  }

  private Optional<String> element(String list) {
    String[] elements = list.split(",", -1);
    return position < elements.length ? Optional.of(elements[position].strip()) : Optional.empty();
  }

  /** The values of an expression on the entry. */
  List<JsonNode> all(Expr expression) {
    return expression.all(variables.scope(), entry);
  }

  /** The first value of an expression on the entry, as text. */
  Optional<String> text(Expr expression) {
    return expression.text(variables.scope(), entry);
  }

  /** Whether an expression is true of the entry. */
  boolean holds(Expr expression) {
    return expression.isTrue(variables.scope(), entry);
  }

  /**
   * What stands for {@code value} in a table. Where nothing does it is the table's {@code default},
   * of which {@code '*'} means the value itself.
   */
  Optional<String> lookUp(String table, String value) {
    Map<String, String> rows = file.tables().getOrDefault(table, Map.of());
    String found = rows.getOrDefault(value, rows.get("default"));
    return "*".equals(found) ? Optional.of(value) : Optional.ofNullable(found);
  }
}
