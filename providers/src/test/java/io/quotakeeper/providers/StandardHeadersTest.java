package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.quota.Reading;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that a standard defines, or that hold lists; adapters only name them. */
class StandardHeadersTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
  private static final String HEAD =
      """
      name: sample
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      sync: none
      """;
  private static final Adapter FIELDS =
      Adapter.parse("f.yaml", HEAD + "rateLimitFields: account\n");
  private static final Adapter NAMED =
      Adapter.parse(
          "n.yaml",
          HEAD + "rateLimitFields: {scope: [{group: {star: true}}, account], lenient: true}\n");
  private static final Adapter GUARDED =
      Adapter.parse(
          "g.yaml",
          HEAD
              + """
              headers:
                - name: older
                  headers: {ratelimit: '', x-kind: [a, b]}
                  window: daily
                  unit: requests
                  amount: {limit: x-limit, remaining: x-remaining}
                  untold: '-1'
                  resetsAt: {header: x-reset, as: seconds}
                - name: newer
                  headers: {ratelimit: '*'}
                  scope: {group: {header: ratelimit, item: true}}
                  window: weekly
                  unit: requests
                  amount: {remaining: x-remaining}
              """);
  private static final Adapter LISTS =
      Adapter.parse(
          "l.yaml",
          HEAD
              + """
              headers:
                - name: windows
                  list: true
                  window: {header: x-policy, parameter: w, length: seconds}
                  unit: requests
                  amount: {limit: x-limit, remaining: x-remaining}
                  unlimited: '0'
                  resetsAt: {header: x-reset, as: seconds}
              """);

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "RateLimit-Policy: \"hour\";q=1000;w=3600, \"day\";q=5000;w=86400 | RateLimit: \"day\";r=100;t=36000"
            + " => daily requests 5000 100 2026-03-10T18:00:00Z; hourly requests 1000 - -",
        "RateLimit-Policy: \"burst\";q=9;qu=\"content-bytes\";w=60 => minute bytes 9 - -",
        "RateLimit: \"My Name\";r=3;t=60;pk=:QQ==: => my-name requests - 3 2026-03-10T08:01:00Z",
        "RateLimit-Policy: \"a\";q=5;w=60;pk=:QQ==: | RateLimit: \"a\";r=3;pk=:Qg==:"
            + " => a requests - 3 -; rpm requests 5 - -",
        "RateLimit: \"default\";r=0;t=5 => default requests - 0 2026-03-10T08:00:05Z",
        "RateLimit: \"a\";r=0;t=5;other=?0;more => a requests - 0 2026-03-10T08:00:05Z",
        "RateLimit: quota;r=1;t=1 => ",
        "RateLimit: \"quota\";t=1 => ",
        "RateLimit: \"a\";r=1, \"b => ",
        "RateLimit: \"a\";r=1, => ",
        "RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300 => ",
        "RateLimit-Policy: 2500;w=86400 | RateLimit: limit=2500, remaining=2375, reset=39600"
            + " => daily requests 2500 2375 2026-03-10T19:00:00Z",
        "RateLimit-Limit: 75, 75;w=60, 9000;w=86400 | RateLimit-Remaining: 21 | RateLimit-Reset: 38"
            + " => daily requests 9000 - -; rpm requests 75 21 2026-03-10T08:00:38Z",
        "RateLimit-Limit: 75 | RateLimit-Remaining: 21 => default requests 75 21 -",
        "RateLimit-Limit: many | RateLimit-Remaining: 21 => ",
      })
  void rateLimitFields_inAnyOfTheirForms_tellWindows(String headers, String expected) {
    assertThat(read(FIELDS, headers)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "RateLimit: \"api\";r=3;t=60 | RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300"
            + " => group:api 5m requests 500 3 2026-03-10T08:01:00Z",
        "RateLimit-Policy: \"a\";\"b\";\"c\";q=5;w=60, \"d\";q=6 => group:c rpm requests 5 - -; group:d d requests 6 - -",
        "RateLimit-Policy: \"a\";q=5;\"b\";w=60 => ",
        "RateLimit-Policy: \"a\";\"b => ",
        "RateLimit-Policy: \"a\";\"b\" => ",
        "RateLimit: limit=9, remaining=3, reset=60 => account default requests 9 3 2026-03-10T08:01:00Z",
      })
  void rateLimitFields_withNames_mayScopeWindowsByThem(String headers, String expected) {
    assertThat(scoped(NAMED, headers)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "x-kind: a | x-limit: 9 | x-remaining: 3 => account daily requests 9 3 -",
        "x-kind: B | x-limit: 9 | x-remaining: 3 => account daily requests 9 3 -",
        "x-kind: c | x-limit: 9 | x-remaining: 3 => ",
        "x-limit: 9 | x-remaining: 3 => ",
        "ratelimit: \"p\";r=1 | x-kind: a | x-remaining: 3 => group:p weekly requests - 3 -",
        "ratelimit: ;;; | x-remaining: 3 => account weekly requests - 3 -",
        "x-kind: a | x-reset: 5 => account daily requests - - 2026-03-10T08:00:05Z",
        "x-kind: a | x-limit: -1 | x-remaining: -1 | x-reset: 5 => ",
        "x-kind: a | x-limit: 9 | x-remaining: -1 | x-reset: 5 => account daily requests 9 - 2026-03-10T08:00:05Z",
      })
  void headerRule_withConditions_appliesOnlyWhereTheyHold(String headers, String expected) {
    assertThat(scoped(GUARDED, headers)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "x-limit: 1, 15000 | x-policy: 1;w=1, 15000;w=2592000 | x-remaining: 1, 1000 | x-reset: 1, 60"
            + " => monthly requests 15000 1000 2026-03-10T08:01:00Z; second requests 1 1 2026-03-10T08:00:01Z",
        "x-limit: 20, 0 | x-policy: 20;w=1, 0;w=2592000 | x-remaining: 19, 0"
            + " => monthly requests - - -; second requests 20 19 -",
        "x-limit: 20, 30 | x-policy: 20;w=60 => rpm requests 20 - -",
      })
  void lists_pairedByPosition_tellOneWindowEach(String headers, String expected) {
    assertThat(read(LISTS, headers)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"a", "\"a\\", "a;", "a;=1", "a b", "a,", ",a", ":a", "a;b=", "\u0000"})
  void structuredField_malformed_isRefusedWhole(String text) {
    assertThatThrownBy(() -> StructuredField.list(text)).isInstanceOf(Unreadable.class);
  }

  @Test
  void noise_inTheseHeaders_neverThrows() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      String noise = Noise.text(random, "\"a;rqtw=0123,:-. \\?limitremaining").replace("|", "");

      read(
          FIELDS,
          "RateLimit: " + noise + " | RateLimit-Policy: " + noise + " | RateLimit-Limit: " + noise);
      read(NAMED, "RateLimit: " + noise + " | RateLimit-Policy: " + noise);
      assertThat(read(LISTS, "x-limit: " + noise + " | x-policy: " + noise)).isNotNull();
    }
  }

  private static String read(Adapter adapter, String headers) {
    return join(readings(adapter, headers).stream().map(StandardHeadersTest::text).toList());
  }

  private static String scoped(Adapter adapter, String headers) {
    return join(
        readings(adapter, headers).stream()
            .map(reading -> reading.window().scope() + " " + text(reading))
            .toList());
  }

  private static String join(List<String> parts) {
    return String.join("; ", parts);
  }

  private static List<Reading> readings(Adapter adapter, String headers) {
    Headers fields = Headers.none();
    for (String line : headers.split(" \\| ", -1)) {
      int colon = line.indexOf(':');
      fields = fields.with(line.substring(0, colon), line.substring(colon + 1));
    }
    return adapter.read(new Reply("traffic", 200, fields, "", NOW), Context.NONE).readings();
  }

  private static String text(Reading reading) {
    return reading.window().id()
        + " "
        + reading.window().unit()
        + " "
        + number(reading.amount().limit())
        + " "
        + number(reading.amount().remaining())
        + " "
        + reading.resetsAt().instant().map(Instant::toString).orElse("-");
  }

  private static String number(OptionalDouble number) {
    return number.isEmpty() ? "-" : Long.toString((long) number.getAsDouble());
  }
}
