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
        "{'refusal': {'until': 'soon'}}|{'refusal': {'until': '2026-01-01T00:00:02Z'}}|false",
        "{'refusal': {'until': '2026-01-01T00:00:00Z'}}|{'refusal': {'until': null}}|false",
        "{'refusal': {'class': 'throttled'}}|{'refusal': null}|false",
        "{'refusal': {'class': {'oneOf': ['a']}}}|{'refusal': {'class': {'b': 1}}}|false",
        "{'readings': [{'limit': 1}]}|{'readings': [{'limit': '1'}]}|false",
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
    List<Difference> differences = Comparison.differences(json(expected), json(actual));

    assertThat(differences.isEmpty()).isEqualTo(agrees);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'readings': [{'scope': 'account', 'window': 'daily', 'unit': 'requests', 'limit': 1, 'remaining': 2}]}|"
            + "{'readings': [{'scope': 'account', 'window': 'daily', 'unit': 'requests', 'limit': 1, 'remaining': 3}]}|"
            + "readings[account/daily/requests].remaining 2 3",
        "{'readings': [{'scope': 'account', 'window': 'daily', 'limit': 1}]}|{'readings': []}|"
            + "readings[account/daily/?] {'scope':'account','window':'daily','limit':1} ",
        "{'readings': [{'window': 'daily', 'remaining': 2, 'optional': true}]}|"
            + "{'readings': [{'scope': 'account', 'window': 'daily', 'unit': 'requests', 'remaining': 3}]}|"
            + "readings[account/daily/requests].remaining 2 3",
        "{'readings': []}|{'readings': [{'scope': 'model:a', 'window': 'rpm', 'unit': 'tokens'}]}|"
            + "readings[model:a/rpm/tokens]  {'scope':'model:a','window':'rpm','unit':'tokens'}",
        "{'refusal': {'class': 'throttled', 'until': null}}|{'refusal': {'class': 'ambiguous', 'until': null}}|"
            + "refusal.class 'throttled' 'ambiguous'",
        "{'refusal': {'clas': 'throttled'}}|{'refusal': {'class': 'throttled'}}|refusal.clas 'throttled' ",
        "{'plan': null}|{'plan': {'id': 'x'}}|plan null {'id':'x'}",
      })
  void difference_ofExpectedAndActual_namesTheKey(String expected, String actual, String told)
      throws Exception {
    List<Difference> differences = Comparison.differences(json(expected), json(actual));

    assertThat(differences)
        .singleElement()
        .extracting(d -> (d.path() + " " + d.expected() + " " + d.actual()).strip())
        .isEqualTo(told.replace('\'', '"'));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
