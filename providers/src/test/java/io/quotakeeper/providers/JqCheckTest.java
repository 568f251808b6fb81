package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqCheckTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f: f; f",
        "range(1e12)",
        "[range(0; 10)]",
        "recurse",
        "recurse(.a)",
        "..",
        ".. | numbers",
        ".a | ..",
        "now",
        "test(\"^(a+)+$\")",
        "match(\"a\")",
        "[scan(\"a\")]",
        "sub(\"a\"; \"b\")",
        "gsub(\"a\"; \"b\")",
        "capture(\"a\")",
        "split(\"a\"; null)",
        "splits(\"a\")",
        "ascii",
        "until(.; .)",
        "while(true; .)",
        "repeat(.)",
        "limit(3; .[])",
        "first(.[])",
        "input",
        "inputs",
        "env",
        "$ENV",
        "$ENV.PATH",
        "$__loc__",
        "reduce .[] as $x (0; . + $x)",
        "foreach .[] as $x (0; .)",
        "label $out | break $out",
        "\"ab\" * 1000000",
        ".a * .b",
        ".a = 1",
        ".a |= 1",
        ".a += 1",
        ".a //= 1",
        ".[1000000000] = 1",
        "setpath([1000000000]; 1)",
        "import \"x\" as x; .",
        "@base64d",
        "@json",
        "\"\\(range(9))\"",
        ".a as [$x] | $x",
        ".a as {b: $x} | $x",
        ".[] as [$a] ?// $a | $a",
        "add",
        "join(\",\")",
        "combinations",
        "walk(.)",
        "paths",
        "tojson",
        "debug",
        "error",
        "infinite",
        "nan",
        "unknown_function",
        "select",
        "select(.a; .b)",
        "length(.)",
        "# comment",
        "$undefined",
        "\"open",
        "\"open\\",
        ".a[",
        "(.a",
        ".a +",
        "[.,.] | [.,.] | [.,.] | [.,.] | [.,.] | [.,.] | [.,.] | [.,.] | [.,.]",
        "(. + .) | (. + .) | (. + .) | (. + .) | (. + .) | (. + .) | (. + .) | (. + .) | (. + .)",
      })
  void expression_thatMayRunOrGrowWithoutBound_isRefused(String text) {
    assertThatThrownBy(() -> Expr.compile(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        ".a.b => {\"a\":{\"b\":5}} => 5",
        ".a // \"none\" => {} => none",
        "[.a[]? | select(.b != null) | .b] | first => {\"a\":[{},{\"b\":2}]} => 2",
        "if .a == 1 then \"one\" elif .a >= 2 then \"more\" else null end => {\"a\":2} => more",
        ".a as $x | .b - $x => {\"a\":1,\"b\":3} => 2",
        "\"model:\" + .a => {\"a\":\"m\"} => model:m",
        "\"n=\\(.a + 1)\" => {\"a\":1} => n=2",
        ".a | times(0.01) => {\"a\":333} => 3.33",
        ".a | tonumber | times(-1) => {\"a\":\"-7\"} => 7.0",
        ".a | fromjson | .b => {\"a\":\"{\\\"b\\\":1}\"} => 1",
        ".a | ascii_downcase => {\"a\":\"USD\"} => usd",
        "to_entries[] | select(.key == \"x\") | .value => {\"x\":4} => 4",
        "map(.a) | max => [{\"a\":1},{\"a\":3}] => 3",
        "[.[] | .a] | min => [{\"a\":1},{\"a\":3}] => 1",
        "any(.[]; . > 2) | not => [1] => ",
        "any(. > 2) => [1,3] => true",
        "all(. > 2) => [1,3] => false",
        ".[\"a b\"] | length => {\"a b\":\"xyz\"} => 3",
        ".\"a\" => {\"a\":1} => 1",
        "{a: .b, c: 1} | .a => {\"b\":9} => 9",
        "try (.a | tonumber) catch \"bad\" => {\"a\":\"x\"} => bad",
        "(.a | startswith(\"x\")) and (.a | endswith(\"z\")) => {\"a\":\"xyz\"} => true",
        ".a | split(\"-\") | last => {\"a\":\"p-q\"} => q",
        "(.a % 10) / 2 => {\"a\":14} => 2",
      })
  void expression_ofListedParts_isEvaluated(String text, String input, String expected)
      throws Exception {
    if (expected == null) {
      assertThatThrownBy(() -> Expr.compile(text)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    JsonNode in = JSON.readTree(input);

    assertThat(Expr.compile(text).text(Jq.scope(), in).map(JqCheckTest::plain))
        .hasValue(plain(expected));
  }

  @Test
  void expression_longerThanAnyoneWrites_isRefused() {
    assertThat(Expr.compile("." + "a".repeat(999))).isNotNull();
    assertThatThrownBy(() -> Expr.compile("." + "a".repeat(1_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than 1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        ".a | times(2) => {\"a\":\"ab\"}",
        ".a | times(\"ab\") => {\"a\":2}",
        ".a | fromjson => {\"a\":7}",
        ".a | fromjson => {\"a\":\"{\"}",
        ".a => {\"a\":[1]}",
        ".a => {\"a\":{}}",
      })
  void expression_onWhatItDoesNotFit_isUnreadable(String text, String input) throws Exception {
    JsonNode in = JSON.readTree(input);

    assertThatThrownBy(() -> Expr.compile(text).text(Jq.scope(), in))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void expression_ofMoreValuesThanAReplyHasEntries_isUnreadable() {
    JsonNode most =
        JSON.createArrayNode().addAll(Collections.nCopies(5_000, JSON.getNodeFactory().nullNode()));

    assertThat(Expr.compile(".[]").all(Jq.scope(), most)).hasSize(5_000);
    assertThatThrownBy(() -> Expr.compile(".[], 1").all(Jq.scope(), most))
        .isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "null, false", "0, true", "'\"\"', true"})
  void value_isTrue_unlessItIsNullOrFalse(String value, boolean isTrue) throws Exception {
    assertThat(Expr.compile(".").isTrue(Jq.scope(), JSON.readTree(value))).isEqualTo(isTrue);
  }

  @Test
  void function_thatIsListed_isInTheRootScope() {
    JqCheck.FUNCTIONS.forEach((name, arities) ->
        arities.forEach(
            arity -> assertThat(Jq.scope().getFunction(name, arity)).as(name + arity).isNotNull()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "recurse", "env", "test", "now", "input", "until", "error"})
  void function_thatIsNotListed_isNotInTheRootScope(String name) {
    for (int arity = 0; arity < 4; arity++) {
      assertThat(Jq.scope().getFunction(name, arity)).isNull();
    }
  }

  private static String plain(String text) {
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
