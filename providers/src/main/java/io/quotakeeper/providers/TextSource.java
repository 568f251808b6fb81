package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule takes a word from. Exactly one of the first six is given.
 *
 * @param literal the word itself
 * @param jq an expression on the entry
 * @param fact a named fact of the error document
 * @param header a header
 * @param star {@code true}: what the star in the header's name stands for
 * @param says words that may stand in the error's text, each with what it tells; first match
 * @param item of what was found, which is a structured field, only one item, without parameters
 *     ({@code api} of {@code "api";r=0;t=42}): of several the first of which nothing remains, else
 *     the first
 * @param parameter of what was found, only the value of this parameter ({@code w} of {@code
 *     20;w=60})
 * @param length {@code seconds} or {@code minutes}: what was found is the length of a window, and
 *     the word is that window's name
 * @param table a table of the adapter's in which what was found is looked up
 * @param otherwise the word where nothing is found
 */
record TextSource(
    String literal,
    @Nullable Expr jq,
    String fact,
    String header,
    boolean star,
    Map<String, String> says,
    boolean item,
    String parameter,
    String length,
    String table,
    @JsonProperty("else") String otherwise) {

  /** One that is only a word. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TextSource of(String text) {
    boolean isWord = isWord(text);
    return new TextSource(
        isWord ? text : "",
        isWord ? null : Expr.compile(text),
        "",
        "",
        false,
        Map.of(),
        false,
        "",
        "",
        "",
        "");
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  TextSource {
    int sources =
        count(!literal.isEmpty())
            + count(jq != null)
            + count(!fact.isEmpty())
            + count(!header.isEmpty())
            + count(star)
            + count(!says.isEmpty());
    if (sources != 1) {
      throw new IllegalArgumentException(
          "expected one of jq, fact, header, star and says, or a word");
    }
    says = Collections.unmodifiableMap(new LinkedHashMap<>(says));
    if (!length.isEmpty() && !length.equals("seconds") && !length.equals("minutes")) {
      throw new IllegalArgumentException("length must be seconds or minutes");
    }
  }

  /** Whether {@code text} is a plain word, and not an expression. */
  static boolean isWord(String text) {
    return !text.isEmpty()
        && Character.isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || ":._-".indexOf(c) >= 0);
  }

  /** The word, if there is one. */
  Optional<String> find(Material material) {
    Optional<String> found = raw(material).filter(text -> !text.isEmpty());
    if (item) {
      found = found.flatMap(TextSource::decisiveItem).map(StructuredField.Item::text);
    }
    if (!parameter.isEmpty()) {
      found = found.flatMap(TextSource::decisiveItem).map(i -> i.parameters().get(parameter));
    }
    if (!length.isEmpty()) {
      found = found.flatMap(this::nameOfLength);
    }
    if (!table.isEmpty()) {
      found = found.flatMap(text -> material.lookUp(table, text));
    }
    return found.isEmpty() && !otherwise.isEmpty() ? Optional.of(otherwise) : found;
  }

  private Optional<String> raw(Material material) {
    if (jq != null) {
      return material.text(jq);
    }
    if (!fact.isEmpty()) {
      return Optional.ofNullable(material.error().facts().get(fact));
    }
    if (!header.isEmpty()) {
      return material.header(header);
    }
    if (star) {
      return Optional.of(material.star());
    }
    return literal.isEmpty() ? said(material.error().text()) : Optional.of(literal);
  }

  private Optional<String> said(String text) {
    return says.entrySet().stream()
        .filter(e -> Texts.contains(text, e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<StructuredField.Item> decisiveItem(String text) {
    try {
      List<StructuredField.Item> items = StructuredField.list(text);
      return items.stream()
          .filter(i -> "0".equals(i.parameters().get("r")))
          .findFirst()
          .or(() -> Optional.of(items.getFirst()));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  private Optional<String> nameOfLength(String text) {
    return Durations.seconds(text)
        .map(d ->
            WindowNames.ofSeconds(length.equals("minutes") ? d.toSeconds() * 60 : d.toSeconds()));
  }

  private static int count(boolean given) {
    return given ? 1 : 0;
  }
}
