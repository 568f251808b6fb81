package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quotakeeper.quota.Moment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule takes a time from: a value and its grammar, a convention, or a list of the
 * adapter's.
 *
 * @param jq an expression on the entry
 * @param fact a named fact of the error document
 * @param header a header
 * @param after words of the error's text that the value follows
 * @param grammar how the value is written; for all of the above
 * @param convention a word of {@link Convention}, in place of all of the above
 * @param use the name of a list of the adapter's, in place of all of the above
 */
record TimeSource(
    @Nullable Expr jq,
    String fact,
    String header,
    String after,
    @JsonProperty("as") @Nullable ResetGrammar grammar,
    @Nullable TextSource convention,
    String use) {

  /** {@code in 1 day and 2 hours} and the like. */
  private static final int SPOKEN_WORDS = 6;

  TimeSource {
    boolean hasValue = jq != null || !fact.isEmpty() || !header.isEmpty() || !after.isEmpty();
    int given = (hasValue ? 1 : 0) + (convention != null ? 1 : 0) + (use.isEmpty() ? 0 : 1);
    if (given != 1 || hasValue != (grammar != null)) {
      throw new IllegalArgumentException(
          "expected one of jq, fact, header and after, with `as`; or convention, or use");
    }
    if (convention != null
        && !convention.literal().isEmpty()
        && Convention.ofWord(convention.literal()).isEmpty()) {
      throw Word.unknown("convention", convention.literal(), Convention.values());
    }
  }

  /** The first moment that one of {@code sources} states. */
  static Moment first(List<TimeSource> sources, Material material) {
    return all(sources, material)
        .filter(moment -> moment.instant().isPresent())
        .findFirst()
        .orElseGet(Moment::unstated);
  }

  /** The first moment after the reply that one of {@code sources} states: no wait is no end. */
  static Moment firstAhead(List<TimeSource> sources, Material material) {
    return all(sources, material)
        .filter(moment -> moment.isAfter(material.anchor().receivedAt()))
        .findFirst()
        .orElseGet(Moment::unstated);
  }

  private static Stream<Moment> all(List<TimeSource> sources, Material material) {
    return sources.stream()
        .flatMap(source ->
            source.use.isEmpty()
                ? Stream.of(source)
                : material.file().times().getOrDefault(source.use, List.of()).stream())
        .map(source -> source.find(material));
  }

  private Moment find(Material material) {
    if (convention != null) {
      return convention
          .find(material)
          .flatMap(Convention::ofWord)
          .map(c -> Moment.at(c.next(material.anchor().receivedAt())))
          .orElseGet(Moment::unstated);
    }
    ResetGrammar as = grammar;
    return as == null
        ? Moment.unstated()
        : value(material).map(text -> as.read(text, material.anchor())).orElseGet(Moment::unstated);
  }

  private Optional<String> value(Material material) {
    if (jq != null) {
      return material.text(jq);
    }
    if (!fact.isEmpty()) {
      return Optional.ofNullable(material.error().facts().get(fact));
    }
    if (!header.isEmpty()) {
      return material.header(header);
    }
    int words = grammar == ResetGrammar.SPOKEN_DURATION ? SPOKEN_WORDS : 1;
    return Texts.after(material.error().text(), after, words);
  }
}
