package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

  private static final String GOOD =
      """
      summary: A sample.
      length: 2h
      accounts:
        - id: seat
          windows:
            - {id: hourly, kind: fixed, limit: 10, every: 1h}
      load:
        - {kind: steady, rate: 5/h}
      """;

  @Test
  void everyScenarioOfTheFolder_canBeRead() {
    Map<String, Scenario> all = ScenarioReader.readAll(Path.of("scenarios"));

    assertThat(all).hasSizeGreaterThan(12);
    assertThat(all.values()).allSatisfy(it -> assertThat(it.summary()).endsWith("."));
  }

  @Test
  void sample_isRead() {
    Scenario scenario = ScenarioReader.parse("s.yaml", GOOD);

    assertThat(scenario.length().millis()).isEqualTo(2 * Span.HOUR);
    assertThat(scenario.accounts().getFirst().size()).isEqualTo(1);
    assertThat(scenario.load().getFirst().rateOrThrow().everyMillis()).isEqualTo(720_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          limit: 10    | limits: 10   | 6 | unknown key limits
          limit: 10    | limit: 0     | 6 | limit is not more than 0
          limit: 10,   | ""           | 6 | limit
          kind: fixed  | kind: weekly | 6 | kind
          every: 1h    | every: soon  | 6 | not a length of time
          rate: 5/h    | rate: fast   | 8 | not a rate
          kind: steady | kind: steady, workers: 3 | 8 | only kind concurrent has workers
          length: 2h   | length: null | 2 | length
          length: 2h   | lenght: 2h   | 2 | unknown key lenght
          id: seat     | id: Seat     | 4 | id is not lower-case
          """)
  void mistake_isSaidWithFileAndLine(String good, String bad, int line, String words) {
    String wrong = GOOD.replace(good, bad);

    assertThatThrownBy(() -> ScenarioReader.parse("s.yaml", wrong))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("s.yaml:" + line + ": ")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({"90s, 90000", "300ms, 300", "1.5h, 5400000", "7d, 604800000"})
  void span_isReadInAllUnits(String text, long millis) {
    assertThat(Span.of(text).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"90", "h", "-5s", "1e3s", "''"})
  void span_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> Span.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
