package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowNamesTest {

  @ParameterizedTest
  @CsvSource({
    "1, second",
    "60, minute",
    "3600, hourly",
    "86400, daily",
    "604800, weekly",
    // Thirty days, and the twelfth of a year.
    "2592000, monthly",
    "2628000, monthly",
    "172800, 2d",
    "18000, 5h",
    "90000, 25h",
    "900, 15m",
    "5400, 90m",
    "90, 90s",
    "2, 2s",
  })
  void windowOfAKnownLength_isNamedAsPeopleDo(long seconds, String name) {
    assertThat(WindowNames.ofSeconds(seconds)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "minute, requests, rpm",
    "minute, tokens, tpm",
    "minute, input-tokens, itpm",
    "minute, output-tokens, otpm",
    "minute, credits, minute",
    "daily, requests, daily",
    "Five Hours, requests, five-hours",
  })
  void minute_isNamedByWhatItCounts_andOthersByTheirName(String name, String unit, String id) {
    assertThat(WindowNames.id(name, new Unit(unit))).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "Seven_Day OAuth, seven-day-oauth",
    "__premium__, premium",
    "a - b, a-b",
    "5h, 5h",
    "'{z|}', z",
    "/:@, ''",
    "'', ''",
  })
  void kebab_ofAnyName_hasSmallLettersDigitsAndSingleHyphensBetween(String name, String id) {
    assertThat(WindowNames.kebab(name)).isEqualTo(id);
  }
}
