package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Please try again in 20s. Thanks. | try again in | 2 | 20s",
        "Please Try Again In 2 seconds, or so. | try again in | 3 | 2 seconds",
        "retry after 5m | after | 2 | 5m",
        "limit \"daily\" reached | limit \" | 1 | daily",
      })
  void wordsAfterAMarker_endAtABlankAQuoteACommaOrAFullStop(
      String text, String marker, int words, String value) {
    assertThat(Texts.after(text, marker, words)).hasValue(value);
  }

  @Test
  void wordAfterAMarker_isNotLongerThanAnyValue() {
    assertThat(Texts.after("in " + "9".repeat(1_000), "in ", 1)).hasValue("9".repeat(64));
  }

  @Test
  void wordAfterAMarkerThatDoesNotStandThere_isNone() {
    assertThat(Texts.after("no time is told", "try again in ", 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad key sk-Abc123Abc123Abc123Abc123. | bad key ***.",
        "bad key: Abc_123*****Xyz-789Q! | bad key: ***!",
        // Ids of models, of requests, words and short ones are not keys.
        "no model claude-sonnet-4-5-20250929-thinking | no model claude-sonnet-4-5-20250929-thinking",
        "of REQ-0123456789-ABCDEFGHIJ | of REQ-0123456789-ABCDEFGHIJ",
        "is aVeryLongWordOfManyLetters | is aVeryLongWordOfManyLetters",
        "is Abc123 | is Abc123",
      })
  void message_thatRepeatsACredential_isMasked(String text, String shown) {
    assertThat(Texts.message(text)).isEqualTo(shown);
  }

  @Test
  void message_isOneLineOfBoundedLength() {
    assertThat(Texts.message("\tone\r\ntwo\u001b[2J ")).isEqualTo("one  two [2J");
    assertThat(Texts.message("! ".repeat(1_000))).hasSizeLessThanOrEqualTo(500);
  }
}
