package io.quotakeeper.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  private static final Groups GROUPS = (provider, group, model) -> model.startsWith(group);

  @ParameterizedTest
  @ValueSource(strings = {"account", "model:gpt-5", "model:a:b/c", "group:3p"})
  void scope_writtenAndReadAgain_isTheSame(String text) {
    assertThat(Scope.parse(text)).hasToString(text);
    assertThat(Scope.ofModelOrScope(text)).isEqualTo(Scope.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpt-5", "Account", "models:x", "model:", "group:"})
  void text_thatIsNoScope_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Scope.parse(text));
  }

  @Test
  void whatAPersonNames_isAModelUnlessItIsAScope() {
    assertThat(Scope.ofModelOrScope("")).isEqualTo(Scope.account());
    assertThat(Scope.ofModelOrScope("gpt-5")).isEqualTo(Scope.model("gpt-5"));
    assertThat(Scope.ofModelOrScope("vendor/m:free")).isEqualTo(Scope.model("vendor/m:free"));
    assertThatIllegalArgumentException().isThrownBy(() -> Scope.ofModelOrScope("model:"));
  }

  @Test
  void scopes_areOrderedByTheirText() {
    List<Scope> scopes =
        List.of(
            Scope.model("b"),
            Scope.group("z"),
            Scope.account(),
            Scope.model("a"),
            Scope.group("a"));
    assertThat(scopes.stream().sorted().toList())
        .isEqualTo(scopes.stream().sorted(Comparator.comparing(Scope::toString)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "account,     account,     true",
    "account,     model:a-1,   true",
    "account,     group:a,     true",
    "group:a,     model:a-1,   true",
    "group:a,     model:b-1,   false",
    "group:a,     group:a,     true",
    "group:a,     group:b,     false",
    "group:a,     account,     false",
    "model:a-1,   model:a-1,   true",
    "model:a-1,   model:a-2,   false",
    "model:a-1,   group:a,     false",
    "model:a-1,   account,     false"
  })
  void limit_coversWhatItBinds(String limit, String subject, boolean covers) {
    assertThat(GROUPS.covers("acme", Scope.parse(limit), Scope.parse(subject))).isEqualTo(covers);
  }

  @Test
  void noGroups_coverNothing() {
    assertThat(Groups.none().covers("acme", Scope.group("a"), Scope.model("a-1"))).isFalse();
  }
}
