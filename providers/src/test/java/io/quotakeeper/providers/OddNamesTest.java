package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry under a name that nobody has is no window. */
class OddNamesTest {

  private static final Adapter GITHUB = Adapters.shipped().find("github").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"co\uFFFDre", "co\\u0000re", "core\\u001b[2J", "core\\n", "\\u0085"})
  void f21_nameThatIsNoText_losesItsEntryAlone(String name) {
    Understanding understood = read(name);

    assertThat(understood.readings())
        .singleElement()
        .satisfies(r -> assertThat(r.window().scope()).hasToString("group:search"));
    assertThat(understood.problem()).isEqualTo("entries that make no sense were left out: 1");
  }

  @Test
  void nameOfAnotherAlphabet_isAName() {
    assertThat(read("ядро").readings()).hasSize(2);
  }

  private static Understanding read(String name) {
    String entry = "{\"limit\": 10, \"remaining\": 4, \"reset\": 0}";
    String body = "{\"resources\": {\"%s\": %s, \"search\": %s}}".formatted(name, entry, entry);
    var at = Instant.parse("2026-03-01T12:00:00Z");
    return GITHUB.read(new Reply("rateLimit", 200, Headers.none(), body, at), new Context("", ""));
  }
}
