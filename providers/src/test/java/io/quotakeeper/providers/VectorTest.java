package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Adapter ADAPTER =
      Adapter.parse(
          "sample.yaml",
          """
          name: sample
          summary: A sample.
          access: documented
          baseUrl: https://api.example.com
          sync: none
          calls:
            usage: {expect: type == "object"}
          """);

  private static final String WHOLE =
      """
      {
        "provider": "sample",
        "call": "usage",
        "status": 429,
        "headers": ["X-One: 1", "Date:Thu, 15 Jan 2026 10:00:00 GMT"],
        "body": "reply.body",
        "model": "m",
        "baseUrl": "https://other.example.com",
        "at": "2026-03-10T09:00:00+01:00",
        "rule": "shows something",
        "notes": "for people",
        "level": "must",
        "origin": "documentation",
        "expected": {"plan": null, "readings": [], "refusal": null, "otherReadings": "any"}
      }
      """;

  private static final String LEAST =
      """
      {"call": "traffic", "status": 200, "at": "2026-03-10T08:00:00Z", "expected": {"plan": null}}
      """;

  private static Vector read(String json) {
    return Vector.read("file.json", json, ADAPTER, file -> "text of " + file);
  }

  /** The smallest file with one key set to a JSON value, or left out. */
  private static String with(String key, @Nullable String value) throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(LEAST);
    if (value == null) {
      json.remove(key);
    } else {
      json.set(key, JSON.readTree(value.replace('\'', '"')));
    }
    return json.toString();
  }

  @Test
  void vector_withAllItsKeys_isReadWhole() {
    Vector vector = read(WHOLE);

    assertThat(vector.name()).isEqualTo("file.json");
    assertThat(vector.rule()).isEqualTo("shows something");
    assertThat(vector.reply().call()).isEqualTo("usage");
    assertThat(vector.reply().status()).isEqualTo(429);
    assertThat(vector.reply().headers().fields())
        .containsExactly(
            Map.entry("X-One", "1"), Map.entry("Date", "Thu, 15 Jan 2026 10:00:00 GMT"));
    assertThat(vector.reply().body()).isEqualTo("text of reply.body");
    assertThat(vector.reply().receivedAt()).isEqualTo(Instant.parse("2026-03-10T08:00:00Z"));
    assertThat(vector.context()).isEqualTo(new Context("m", "https://other.example.com"));
    assertThat(vector.expected().has("otherReadings")).isTrue();
  }

  @Test
  void vector_withTheLeastThatItNeeds_hasEmptyTextsAndNoHeaders() {
    Vector vector = read(LEAST);

    assertThat(vector.rule()).isEmpty();
    assertThat(vector.reply().headers().fields()).isEmpty();
    assertThat(vector.reply().body()).isEmpty();
    assertThat(vector.context()).isEqualTo(Context.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{} {}", "{'call': 'traffic', 'call': 'usage'}"})
  void textThatIsNotOneObject_isNoVector(String text) {
    assertThatThrownBy(() -> read(text.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "provider | 'other' | provider: it is for other, and the adapter's name is sample",
        "provider | 7       | provider: not a text",
        "call     | 'usages'| call: the adapter has none of that name; there are traffic, usage",
        "call     |         | call: the adapter has none of that name; there are traffic, usage",
        "call     | ['usage'] | call: not a text",
        "status   |         | status: not a number from 100 to 599",
        "status   | '200'   | status: not a number from 100 to 599",
        "status   | 200.5   | status: not a number from 100 to 599",
        "status   | 99      | status: not a number from 100 to 599",
        "status   | 600     | status: not a number from 100 to 599",
        "headers  | {'a':'b'} | headers: not a list of \"Name: value\"",
        "headers  | ['a']   | headers: not a list of \"Name: value\"",
        "headers  | [': a'] | headers: not a list of \"Name: value\"",
        "headers  | [{}]    | headers: not a list of \"Name: value\"",
        "body     | {}      | body: not a text",
        "at       |         | at: not an instant such as 2026-03-10T08:00:00Z",
        "at       | '10 March' | at: not an instant such as 2026-03-10T08:00:00Z",
        "at       | 1773129600 | at: not a text",
        "statuss  | 200     | statuss: unknown key, did you mean status?",
        "expected |         | expected: missing, or without any of otherReadings, plan, readings, refusal",
        "expected | {}      | expected: missing, or without any of otherReadings, plan, readings, refusal",
        "expected | []      | expected: missing, or without any of otherReadings, plan, readings, refusal",
        "expected | {'reading': []} | expected.reading: unknown key, did you mean readings?",
        "expected | {'readings': {}} | expected.readings: not a list of readings",
        "expected | {'readings': [7]} | expected.readings: not a list of readings",
      })
  void vector_withAFault_saysWhichKeyAndWhat(String key, @Nullable String value, String message)
      throws Exception {
    String json = with(key, value);

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
