package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.RefusalClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/adapters.md tells of every key and word there is, and of no other. */
class AdapterPageTest {

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("### The file", keys(AdapterFile.class)),
        Arguments.of("### `auth`", keys(AuthRule.class)),
        Arguments.of("### `login`", keys(LoginWay.class)),
        Arguments.of("### `grants`", keys(GrantRules.class)),
        Arguments.of("### `chains`", keys(AdapterFile.ChainRule.class)),
        Arguments.of("### `calls.<name>`", keys(CallRule.class)),
        Arguments.of("### `calls.<name>.request`", keys(RequestRule.class)),
        Arguments.of("### `calls.<name>.plan`", keys(CallRule.PlanRule.class)),
        Arguments.of("### `calls.<name>.readings`", keys(ReadingRule.class)),
        Arguments.of("### `headers`", keys(HeaderRule.class)),
        Arguments.of("### `rateLimitFields`", keys(RateLimitRule.class)),
        Arguments.of("### `refusals`", keys(RefusalRule.class)),
        Arguments.of("### `refusals` · `action`", keys(ActionLink.class)),
        Arguments.of("### A scope", keys(ScopeSource.class)),
        Arguments.of("### A text", keys(TextSource.class)),
        Arguments.of("### A time", keys(TimeSource.class)),
        Arguments.of("## Amounts", Word.all(Measure.values())),
        Arguments.of(
            "## Times",
            Stream.of(Word.all(ResetGrammar.values()), Word.all(Convention.values()))
                .flatMap(Collection::stream)
                .toList()),
        Arguments.of("## Refusals", Word.all(RefusalClass.values())),
        Arguments.of("## Vectors", Vector.keys()));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void section_ofThePage_hasEveryWordAndNoOther(String heading, Collection<String> words)
      throws IOException {
    List<String> told =
        section(heading)
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(ArrayList::new));

    assertThat(told).containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void functions_ofThePage_areThoseThatExpressionsMayCall() throws IOException {
    List<String> lines = section("## jq").filter(line -> line.startsWith("`")).toList();
    List<String> told = new ArrayList<>();
    for (String line : lines.stream().takeWhile(l -> !l.startsWith("`times(")).toList()) {
      Matcher name = Pattern.compile("`([a-z_]+)`").matcher(line);
      while (name.find()) {
        told.add(name.group(1));
      }
    }

    assertThat(told).containsExactlyInAnyOrderElementsOf(JqCheck.FUNCTIONS.keySet());
    assertThat(String.join("\n", section("## jq").toList()))
        .contains(JqCheck.VARIABLES.stream().map(name -> "`$" + name + "`").toList());
  }

  private static Stream<String> section(String heading) throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getenv("QUOTAKEEPER_ROOT")));
    List<String> page = Files.readAllLines(root.resolve("docs/adapters.md"));
    int at = page.indexOf(heading);
    assertThat(at).as(heading).isNotNegative();
    return page.stream().skip(at + 1L).takeWhile(line -> !line.matches("##+ .*"));
  }

  private static Collection<String> keys(Class<?> type) {
    return AdapterKeys.of(type).keySet();
  }
}
