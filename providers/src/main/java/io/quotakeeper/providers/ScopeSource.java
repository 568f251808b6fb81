package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quotakeeper.quota.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule takes a scope from. Exactly one is given.
 *
 * @param word {@code request-model} (the model that was asked for), or a scope as users write it
 * @param jq an expression that gives a scope as users write it
 * @param model where the model's id is taken from
 * @param group where the group's id is taken from
 */
record ScopeSource(
    String word, @Nullable Expr jq, @Nullable TextSource model, @Nullable TextSource group) {

  private static final String REQUEST_MODEL = "request-model";

  /** One that is only a word or an expression. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ScopeSource of(String text) {
    return TextSource.isWord(text)
        ? new ScopeSource(text, null, null, null)
        : new ScopeSource("", Expr.compile(text), null, null);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  ScopeSource {
    if (!word.isEmpty() && !word.equals(REQUEST_MODEL)) {
      Scope.parse(word);
    }
    if (word.isEmpty() && jq == null && (model == null) == (group == null)) {
      throw new IllegalArgumentException("expected a scope, an expression, or one of model, group");
    }
  }

  /** The first scope that one of {@code sources} gives; the account if none does. */
  static Scope first(List<ScopeSource> sources, Material material) {
    return sources.stream()
        .flatMap(source -> source.find(material).stream())
        .findFirst()
        .orElseGet(Scope::account);
  }

  /**
   * Like {@link #first}, but an entry must say it.
   *
   * @throws Unreadable if none does
   */
  static Scope required(List<ScopeSource> sources, Material material) {
    return sources.stream()
        .flatMap(source -> source.find(material).stream())
        .findFirst()
        .orElseThrow(() -> new Unreadable("an entry has no scope"));
  }

  /**
   * The scope, if there is one.
   *
   * @throws Unreadable if the expression gives something that is no scope
   */
  Optional<Scope> find(Material material) {
    if (word.equals(REQUEST_MODEL)) {
      String asked = material.context().model();
      return asked.isEmpty() ? Optional.empty() : Optional.of(Scope.model(asked));
    }
    if (!word.isEmpty()) {
      return Optional.of(Scope.parse(word));
    }
    if (model != null) {
      return model.find(material).map(Scope::model);
    }
    if (group != null) {
      return group.find(material).map(Scope::group);
    }
    return jq == null ? Optional.empty() : material.text(jq).map(ScopeSource::parsed);
  }

  private static Scope parsed(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("an entry has no scope that can be read");
    }
  }
}
