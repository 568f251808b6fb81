package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every shape in which a provider is known to write a time, with who does, and what must be read.
 */
class ResetShapesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // RFC 3339.
        "Kimi, nanoseconds        |rfc3339|2026-01-15T15:23:13.373329235Z|2026-01-15T15:23:13.373329235Z",
        "Anthropic, microseconds  |rfc3339|2026-01-15T15:00:00.282668+00:00|2026-01-15T15:00:00.282668Z",
        "Anthropic headers        |rfc3339|2026-01-15T15:00:00Z|2026-01-15T15:00:00Z",
        "RFC 3339, small letters  |rfc3339|2026-01-15t15:00:00z|2026-01-15T15:00:00Z",
        "Python's str()           |rfc3339|2026-01-15 15:00:00+00:00|2026-01-15T15:00:00Z",
        "Cloud Code, not in plan  |rfc3339|1970-01-01T00:00:00Z|-",
        "proxy, sent twice        |rfc3339|2026-01-15T15:00:00Z, 2026-01-15T15:00:00Z|2026-01-15T15:00:00Z",
        "proxy, two times         |rfc3339|2026-01-15T15:00:00Z, 2026-01-15T16:00:00Z|-",
        // Instants in numbers.
        "GitHub                   |epoch-seconds|1768474800|2026-01-15T11:00:00Z",
        "GitHub, long past        |epoch-seconds|1372700873|-",
        "Anthropic, as milliseconds would be|epoch-seconds|1768474800000|-",
        "Z.ai                     |epoch-millis|1768474800000|2026-01-15T11:00:00Z",
        "MiniMax, as seconds would be|epoch-millis|1768474800|-",
        "OpenRouter               |epoch|1768474800000|2026-01-15T11:00:00Z",
        "any API, near now        |epoch|1768474800|2026-01-15T11:00:00Z",
        "any API, just past       |epoch|1768471199|-",
        "any API, a delay         |epoch|3600|2026-01-15T11:00:00Z",
        "any API, nothing         |epoch|0|-",
        "any API, absurd          |epoch|1000000000000000000|-",
        "any API, negative        |epoch|-60|-",
        "any API, exponent        |epoch|1e999999999|-",
        "any API, not a number    |epoch|NaN|-",
        "any API, sent twice      |epoch|3600, 3600|2026-01-15T11:00:00Z",
        "any API, two numbers     |epoch|3600, 60|-",
        // Durations.
        "OpenAI                   |go-duration|6m0s|2026-01-15T10:06:00Z",
        "OpenAI, milliseconds     |go-duration|120ms|2026-01-15T10:00:00.120Z",
        "Groq                     |go-duration|2m59.56s|2026-01-15T10:02:59.56Z",
        "Cloud Code               |go-duration|160h20m10.725405548s|2026-01-22T02:20:10.725405548Z",
        "OpenAI, full             |go-duration|0s|2026-01-15T10:00:00Z",
        "Go, no unit known        |go-duration|1m2x|-",
        "Go, signed               |go-duration|-1m|-",
        "Google RetryInfo         |proto-duration|577210.725405548s|2026-01-22T02:20:10.725405548Z",
        "Google RetryInfo, short  |proto-duration|0.479417207s|2026-01-15T10:00:00.479417207Z",
        "Azure, Brave, Codex      |seconds|86400|2026-01-16T10:00:00Z",
        "Cerebras                 |seconds|33011.382867097855|2026-01-15T19:10:11.382867097Z",
        "Azure                    |millis|1500|2026-01-15T10:00:01.500Z",
        "Azure's words            |spoken-duration|2 seconds|2026-01-15T10:00:02Z",
        "words                    |spoken-duration|in 3 hours|2026-01-15T13:00:00Z",
        "words, several           |spoken-duration|1 day and 2 hours|2026-01-16T12:00:00Z",
        "words, Codex             |spoken-duration|3 days 2 hours 5 minutes|2026-01-18T12:05:00Z",
        "words, and more of them  |spoken-duration|2 minutes before trying again|2026-01-15T10:02:00Z",
        "words, short             |spoken-duration|5 mins.|2026-01-15T10:05:00Z",
        "words, a week            |spoken-duration|1 week|2026-01-22T10:00:00Z",
        "words, absurd            |spoken-duration|99999999 days|-",
        "words, negative          |spoken-duration|-3 hours|-",
        "words, vague             |spoken-duration|a few hours|-",
        // Dates.
        "Copilot                  |date|2026-03-01|2026-03-01T00:00:00Z",
        "Retry-After              |http-date|Thu, 15 Jan 2026 10:00:30 GMT|2026-01-15T10:00:30Z",
        "RFC 9110, one digit      |http-date|Fri, 16 Jan 2026 9:00:30 GMT|2026-01-16T09:00:30Z",
        "RFC 9110, RFC 850        |http-date|Thursday, 15-Jan-26 10:00:30 GMT|2026-01-15T10:00:30Z",
        "RFC 9110, asctime        |http-date|Thu Jan 15 10:00:30 2026|2026-01-15T10:00:30Z",
        "RFC 9110, asctime, padded|http-date|Sun Feb  1 10:00:30 2026|2026-02-01T10:00:30Z",
        "RFC 9110, last century   |http-date|Sunday, 06-Nov-94 08:49:37 GMT|-",
        "RFC 9110, wrong weekday  |http-date|Mon, 15 Jan 2026 10:00:30 GMT|-",
        "lemlist                  |js-date|Thu Jan 15 2026 12:02:42 GMT+0100 (Central European Standard Time)|2026-01-15T11:02:42Z",
        "JavaScript               |js-date|Thu Jan 15 2026 11:02:42 GMT+0000|2026-01-15T11:02:42Z",
        "JavaScript, invalid      |js-date|Invalid Date|-",
        // Retry-After.
        "RFC 9110                 |retry-after|120|2026-01-15T10:02:00Z",
        "Claude, as if busy       |retry-after|0|-",
        "RFC 9110, with a unit    |retry-after|120s|-",
        "clawhub, an instant      |retry-after|1768474800|-",
        "proxy, twice             |retry-after|60, 60|2026-01-15T10:01:00Z",
        "proxy, a date twice      |retry-after|Thu, 15 Jan 2026 10:00:30 GMT, Thu, 15 Jan 2026 10:00:30 GMT|2026-01-15T10:00:30Z",
        "proxy, two               |retry-after|60, 120|-",
        "promptfoo, RFC 3339      |retry-after|2026-01-15T11:00:00Z|-",
        "garbage                  |retry-after|soon|-",
      })
  void f08_rf5_timeInTheShapeOfItsProvider_isReadOrUnstated(
      String who, String grammar, String text, String expected) {
    Anchor anchor = new Anchor(NOW, Moment.unstated(), Anchor.USUAL_HORIZON);

    assertThat(ResetGrammar.ofWord(grammar).read(text, anchor))
        .as(who)
        .isEqualTo(expected == null ? Moment.unstated() : Moment.at(Instant.parse(expected)));
  }
}
