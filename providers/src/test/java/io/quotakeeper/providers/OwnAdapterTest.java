package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write themselves: every mistake is said, and nothing of it can do harm. */
class OwnAdapterTest {

  private static final String GOOD =
      """
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      auth: {header: Authorization, value: 'Bearer ${secret}'}
      chains: [{name: quota, calls: usage}]
      calls:
        usage:
          request:
            method: GET
            path: /usage
            headers: {Accept: application/json}
          expect: type == "object"
          readings:
            - name: one
              scope: account
              window: daily
              unit: requests
              amount: {limit: .limit}
      """;

  private static List<AdapterFault.Problem> problems(String yaml) {
    var fault =
        catchThrowableOfType(AdapterFault.class, () -> Adapter.parse("own.yaml", "own", yaml));
    return Objects.requireNonNull(fault, "parsed without a problem").problems();
  }

  @Test
  void file_withoutName_takesTheOneThatItIsGiven() {
    assertThat(Adapter.parse("own.yaml", "own", GOOD).name()).isEqualTo("own");
    assertThat(Adapter.parse("own.yaml", "own", "name: x\n" + GOOD).name()).isEqualTo("x");
  }

  @Test
  void file_withManyMistakes_saysThemAllInOrder() {
    String yaml =
        GOOD.replace("summary: A", "sumary: A")
                .replace("unit: requests", "units: requests")
                .replace(".limit}", "range(9)}")
                .replace("method: GET", "method: DELETE")
            + "refusals:\n  - {name: a, class: throtled}\n  - {name: b, class: throttled, status: 42}\n";

    assertThat(problems(yaml))
        .extracting(AdapterFault.Problem::line, AdapterFault.Problem::key)
        .containsExactly(
            tuple(1, "sumary"),
            tuple(8, "calls.usage.request"),
            tuple(17, "calls.usage.readings[0].units"),
            tuple(18, "calls.usage.readings[0].amount.limit"),
            tuple(20, "refusals[0]"),
            tuple(21, "refusals[1].status"));
  }

  @Test
  void file_whoseReferencesAreWrong_saysThemAll() {
    String yaml =
        GOOD.replace("calls: usage", "calls: usages").replace("summary: A sample.\n", "")
            + "subject: {group: {header: x, table: none}}\n";

    assertThat(problems(yaml))
        .extracting(AdapterFault.Problem::message)
        .containsExactlyInAnyOrder("is missing", "no call to send: usages", "no such table: none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "range(1000000000)",
        "def f: f; f",
        "recurse",
        "recurse(.)",
        "..",
        "repeat(.)",
        "while(true; .)",
        "until(false; .)",
        "limit(1; .)",
        "[.[] | . * 1000]",
        "input",
        "inputs",
        "input_filename",
        "env",
        "$ENV.PATH",
        "$__loc__",
        "now",
        "now | todate",
        "mktime",
        "strftime(\"%Y\")",
        "test(\"(a+)+$\")",
        "gsub(\"a\"; \"b\")",
        "reduce .[] as $x (0; . + $x)",
        "foreach .[] as $x (0; .)",
        "label $out | break $out",
        "import \"m\" as m; .",
        "include \"m\"; .",
        "getpath([\"a\"])",
        "debug",
        "halt",
        "halt_error",
        "error",
        "@base64d",
        "splits(\"a\")",
        "ascii",
        "implode",
        "tojson",
        "path(..)",
        "limit",
        "get_search_list",
        "$root as [$a] | .",
      })
  void expression_thatReachesOutOrLoops_isRefusedWithItsLine(String expression) {
    String yaml = GOOD.replace(".limit}", "'" + expression + "'}");

    assertThat(problems(yaml))
        .extracting(AdapterFault.Problem::line, AdapterFault.Problem::key)
        .containsExactly(tuple(18, "calls.usage.readings[0].amount.limit"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "method: GET|method: DELETE|GET or POST",
        "path: /usage|path: usage|start with /",
        "path: /usage|path: '@evil.example/usage'|start with /",
        "path: /usage|path: '/usage#x'|fragment",
        "path: /usage|path: '/us age'|URL",
        "Accept: application/json|Authorization: Bearer sk-1|credential",
        "Accept: application/json|Cookie: a=b|credential",
        "Accept: application/json|User-Agent: curl/8|itself",
        "Accept: application/json|Host: evil.example|itself",
        "Accept: application/json|Content-Length: '0'|itself",
        "Accept: application/json|\"Accept\": \"a\\r\\nX: b\"|plain values",
        "Accept: application/json|'A b': c|plain values",
        "header: Authorization|header: 'Auth orization'|name of a header",
        "header: Authorization|query: 'a&b'|letters",
        "Bearer ${secret}|Bearer|${secret}",
        "https://api.example.com|file:///etc/passwd|http",
        "https://api.example.com|https://user@api.example.com|http",
      })
  void call_thatIsNoPlainReading_isRefused(String part, String by, String what) {
    String yaml = GOOD.replace(part, by);

    assertThat(yaml).isNotEqualTo(GOOD);
    assertThat(problems(yaml))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(what))
        .satisfies(problem -> assertThat(problem.line()).isPositive());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "tables: &t {a: {b: c}}|20|anchor",
        "tables: *t|20|alias",
        "tables: !!java.net.URL [x]|20|tag",
        "terms: !!str x|20|tag",
        "---\\nname: two|20|second document",
        "terms: [|21|not valid YAML",
        "access: documented|20|uplicate",
      })
  void yaml_withMoreThanPlainValues_isRefused(String more, int line, String what) {
    String yaml = GOOD + "\n" + more.replace("\\n", "\n") + "\n";

    assertThat(problems(yaml))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(what))
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(line));
  }

  @Test
  void yaml_thatGrowsWithoutEnd_isRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }

    assertThat(problems(bomb.toString())).singleElement().matches(p -> p.line() == 1);
    assertThat(problems("a: " + "[".repeat(100_000))).hasSize(1);
    assertThat(problems("a: " + "{b: ".repeat(40) + "}".repeat(40)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("nested"));
    assertThat(problems("#" + "x".repeat(YamlGuard.LARGEST)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("larger"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "null\n", "just words\n", "[a]\n", "1\n", "\u0000"})
  void text_thatIsNoAdapter_isAFault(String yaml) {
    assertThat(problems(yaml)).isNotEmpty();
  }

  @Test
  void nullsAndWrongShapes_areFaultsAndNoCrash() {
    for (String key : AdapterKeys.of(AdapterFile.class).keySet()) {
      for (String value :
          List.of("", "[]", "{}", "[[]]", "[{}]", "{a: }", "{a: [{}]}", "x", "-1")) {
        String yaml = GOOD.replaceAll("(?m)^" + key + ":.*\\R( .*\\R)*", "") + key + ": " + value;
        try {
          Adapter.parse("own.yaml", "own", yaml);
        } catch (AdapterFault fault) {
          assertThat(fault.problems()).isNotEmpty();
          assertThat(fault.getMessage()).startsWith("own.yaml").doesNotContain("io.quotakeeper");
        }
      }
    }
  }

  @Test
  void adapters_ofTheSameText_areEqual() {
    Adapter one = Adapter.parse("a/own.yaml", "own", GOOD);

    assertThat(Adapter.parse("b/own.yaml", "own", GOOD)).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(Adapter.parse("a/own.yaml", "own", GOOD.replace("A s", "No s"))).isNotEqualTo(one);
    assertThat(Adapters.shipped()).isEqualTo(Adapters.shipped());
    assertThat(Adapters.shipped().with(List.of(one))).isNotEqualTo(Adapters.shipped());
  }

  @Test
  void file_withoutAnyName_isRefused() {
    assertThatThrownBy(() -> Adapter.parse("own.yaml", GOOD))
        .isInstanceOf(AdapterFault.class)
        .hasMessage("own.yaml: name: must be lower-case letters, digits and hyphens");
  }
}
