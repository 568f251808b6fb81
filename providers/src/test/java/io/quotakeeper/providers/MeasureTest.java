package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotakeeper.quota.Amount;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "fraction-left=0.7|known|-|-|0.7",
        "fraction-left=1.4|known|-|-|1",
        "fraction-left=-0.1|known|-|-|0",
        "fraction-used=0.05|known|-|-|0.95",
        "fraction-used=1.2|known|-|-|0",
        "percent-left=96|known|-|-|0.96",
        "percent-left=130|known|-|-|1",
        "percent-used=22|known|-|-|0.78",
        "percent-used=100|known|-|-|0",
        // Told in another unit than its field is for: nothing is known, and least of all a full
        // bar.
        "fraction-left=12|unknown|-|-|-",
        "fraction-left=1200|unknown|-|-|-",
        "fraction-used=12|unknown|-|-|-",
        "percent-left=1200|unknown|-|-|-",
        "percent-used=1200|unknown|-|-|-",
        "percent-used=999|known|-|-|0",
        "limit=200,fraction-left=25|unknown|200|-|-",
        "limit=10,remaining=4|known|10|4|0.4",
        "limit=10,remaining=-4|known|10|-4|0",
        "limit=10,remaining=14|known|10|14|1",
        "limit=10,used=3|known|10|7|0.7",
        "limit=10,used=12|known|10|-2|0",
        "limit=10,used=3,remaining=6|known|10|6|0.6",
        "limit=0,remaining=0|known|0|0|0",
        "limit=10|unknown|10|-|-",
        "used=3|unknown|-|-|-",
        "minimum=3|unknown|-|-|-",
        "remaining=5|known|-|5|-",
        "remaining=0|known|-|0|0",
        "remaining=-5|known|-|-5|0",
        "remaining=19,minimum=50|known|-|19|0",
        "remaining=70,minimum=50|known|-|70|-",
        "remaining=1240,fraction-left=0.82666665|known|1500|1240|0.826667",
        "remaining=1234,fraction-left=0.25|known|4936|1234|0.25",
        "remaining=0,fraction-left=0|known|-|0|0",
        "limit=200,fraction-left=0.25|known|200|50|0.25",
        "limit=200,remaining=40,percent-left=25|known|200|40|0.2",
      })
  void numbers_together_makeAnAmount(
      String numbers, String state, Double limit, Double remaining, Double fraction) {
    Amount amount = Measure.amount(told(numbers));

    assertThat(amount.state()).isEqualTo(state);
    assertSame(amount.limit(), limit);
    assertSame(amount.remaining(), remaining);
    assertSame(amount.fraction(), fraction);
  }

  /** Which way round, in what, and with a percent sign or none: one grammar for all providers. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Cloud Code            |fraction-left|0.12|0.12",
        "Cloud Code, proto3    |fraction-left|1|1",
        "Cloud Code, a bonus   |fraction-left|1.04|1",
        "Copilot               |percent-left|12|0.12",
        "Copilot, overage      |percent-left|-4.6|0",
        "MiniMax, text         |percent-left|96|0.96",
        "Anthropic headers     |fraction-used|0.88|0.12",
        "Anthropic usage       |percent-used|88|0.12",
        "Codex                 |percent-used|88.0|0.12",
        "Kimi                  |fraction-used|1|0",
        "xAI                   |percent-used|0|1",
        "quoted                |percent-left|12%|0.12",
        "quoted, apart         |percent-used|88 %|0.12",
        "quoted, as a fraction |fraction-left|12%|0.12",
        "quoted, as a fraction |fraction-used|88 %|0.12",
        "exponent              |fraction-left|1.2e-1|0.12",
        "not a number          |percent-left|NaN|-",
        "not a number          |fraction-left|Infinity|-",
        "too large             |percent-used|1e999999999|-",
        "hexadecimal           |percent-used|0x10|-",
        "two signs             |percent-left|12%%|-",
        "a sign alone          |percent-left|%|-",
        "a sign on a count     |remaining|12%|-",
        "comma                 |percent-left|12,5|-",
        "empty                 |percent-left|''|-",
        "words                 |percent-left|half|-",
      })
  void share_inTheShapeOfItsProvider_isReadOrLost(
      String who, String measure, String text, Double expected) {
    Measure told = Measure.ofWord(measure);
    if (expected == null) {
      assertThatExceptionOfType(Unreadable.class).as(who).isThrownBy(() -> told.read(text));
    } else {
      Amount amount = Measure.amount(Map.of(told, told.read(text)));
      assertSame(amount.fraction(), expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "19, 19",
        "-333, -333",
        "110.00, 110",
        "1e3, 1000",
        " 7 , 7",
        "+5, 5",
        "0x10, -",
        "1d, -",
        "NaN, -",
        "Infinity, -",
        "1e400, -",
        "'', -",
        "--1, -",
        "1 2, -",
        "١, -"
      })
  void number_asText_isReadOrNot(String text, Double expected) {
    assertSame(Numbers.of(text), expected);
  }

  @Test
  void number_tooLong_isNotRead() {
    assertThat(Numbers.of("1".repeat(1_000))).isEmpty();
  }

  private static void assertSame(OptionalDouble actual, Double expected) {
    if (expected == null) {
      assertThat(actual).isEmpty();
    } else {
      assertThat(actual.orElseThrow()).isCloseTo(expected, Offset.offset(1e-6));
    }
  }

  private static Map<Measure, Double> told(String numbers) {
    Map<Measure, Double> told = new EnumMap<>(Measure.class);
    for (String pair : numbers.split(",", -1)) {
      String[] parts = pair.split("=", 2);
      told.put(Measure.ofWord(parts[0]), Double.valueOf(parts[1]));
    }
    return told;
  }
}
