package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison itself must be able to fail. */
class ComparisonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'plan': null}|{'plan': null}|true",
        "{'plan': null}|{'plan': {'id': 'x'}}|false",
        "{'plan': 'any'}|{'plan': {'id': 'x'}}|true",
        "{'plan': {'id': {'oneOf': ['a', 'b']}}}|{'plan': {'id': 'b', 'tier': 1}}|true",
        "{'plan': {'id': {'oneOf': ['a', 'b']}}}|{'plan': {'id': 'c'}}|false",
        "{'refusal': {'until': '2026-01-01T00:00:00Z'}}|{'refusal': {'until': '2026-01-01T00:00:00.9Z'}}|true",
        "{'refusal': {'until': '2026-01-01T00:00:00Z'}}|{'refusal': {'until': '2026-01-01T00:00:02Z'}}|false",
        "{'refusal': {'until': null}}|{'refusal': {'until': '2026-01-01T00:00:02Z'}}|false",
        "{'readings': [{'limit': 1}]}|{'readings': [{'limit': 1.0000001}]}|true",
        "{'readings': [{'limit': 1}]}|{'readings': [{'limit': 1.1}]}|false",
        "{'readings': []}|{'readings': [{'limit': 1}]}|false",
        "{'readings': [], 'otherReadings': 'any'}|{'readings': [{'limit': 1}]}|true",
        "{'readings': [{'limit': 1}]}|{'readings': []}|false",
        "{'readings': [{'limit': 1, 'optional': true}]}|{'readings': []}|true",
        "{'readings': [{'limit': 1, 'optional': true}]}|{'readings': [{'limit': 2}]}|false",
        "{'readings': [{'limit': 'any'}, {'limit': 1}]}|{'readings': [{'limit': 1}, {'limit': 2}]}|true",
      })
  void comparison_ofExpectedAndActual_findsWhatDiffers(
      String expected, String actual, boolean agrees) throws Exception {
    List<String> differences = Comparison.differences(json(expected), json(actual));

    assertThat(differences.isEmpty()).isEqualTo(agrees);
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
