package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResetGrammarTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "rfc3339|2026-01-15T15:23:13.373329235Z|2026-01-15T15:23:13.373329235Z",
        "rfc3339|2026-01-16T00:30:00.282668+00:00|2026-01-16T00:30:00.282668Z",
        "rfc3339|2026-01-15T12:00:00+05:30|-",
        "rfc3339|2026-01-15T18:00:00+05:30|2026-01-15T12:30:00Z",
        "rfc3339|1970-01-01T00:00:00Z|-",
        "rfc3339|2026-01-15T09:59:59Z|-",
        "rfc3339|2026-01-15T10:00:00Z|2026-01-15T10:00:00Z",
        "rfc3339|2027-02-18T00:00:00Z|2027-02-18T00:00:00Z",
        "rfc3339|2027-03-18T00:00:00Z|-",
        "rfc3339|9999-12-31T23:59:59Z|-",
        "rfc3339|+1000000000-12-31T23:59:59Z|-",
        "rfc3339|2026-01-15|-",
        "rfc3339|1768471200|-",
        "epoch-seconds|1768471260|2026-01-15T10:01:00Z",
        "epoch-seconds|1768471260.5|2026-01-15T10:01:00.5Z",
        "epoch-seconds|1768471100|-",
        "epoch-seconds|1768471260000|-",
        "epoch-seconds|0|-",
        "epoch-seconds|-5|-",
        "epoch-seconds|1000000000000000000|-",
        "epoch-seconds|9223372036854775807|-",
        "epoch-seconds|99999999999999999999999|-",
        "epoch-millis|1768471260000|2026-01-15T10:01:00Z",
        "epoch-millis|1768471260|-",
        "epoch|1768471260|2026-01-15T10:01:00Z",
        "epoch|1768471260000|2026-01-15T10:01:00Z",
        "epoch|1768471000|-",
        "epoch|17|2026-01-15T10:00:17Z",
        "epoch|17.5|2026-01-15T10:00:17.5Z",
        "epoch|1372700873|-",
        "epoch|1e3|-",
        "millis|1500|2026-01-15T10:00:01.500Z",
        "millis|0.5|2026-01-15T10:00:00.000500Z",
        "millis|0|2026-01-15T10:00:00Z",
        "millis|-1|-",
        "millis|soon|-",
        "millis|99999999999999|-",
        "go-duration|6m0s|2026-01-15T10:06:00Z",
        "go-duration|120ms|2026-01-15T10:00:00.120Z",
        "go-duration|2m59.56s|2026-01-15T10:02:59.56Z",
        "go-duration|0s|2026-01-15T10:00:00Z",
        "go-duration|160h20m10.725405548s|2026-01-22T02:20:10.725405548Z",
        "go-duration|5m|2026-01-15T10:05:00Z",
        "go-duration|1h|2026-01-15T11:00:00Z",
        "go-duration|2m30s|2026-01-15T10:02:30Z",
        "go-duration|120|2026-01-15T10:02:00Z",
        "go-duration|24h|2026-01-16T10:00:00Z",
        "go-duration|33011.382867097855|2026-01-15T19:10:11.382867097Z",
        "go-duration|invalid|-",
        "go-duration|''|-",
        "go-duration|1m2x|-",
        "go-duration|abc|-",
        "go-duration|-1m|-",
        "go-duration|1m 2s|-",
        "go-duration|m|-",
        "go-duration|1..5s|-",
        "go-duration|99999999h|-",
        "go-duration|99999999999999999999999999h|-",
        "proto-duration|577210.725405548s|2026-01-22T02:20:10.725405548Z",
        "proto-duration|0.479417207s|2026-01-15T10:00:00.479417207Z",
        "proto-duration|9s|2026-01-15T10:00:09Z",
        "proto-duration|9|-",
        "proto-duration|-9s|-",
        "proto-duration|9m|-",
        "seconds|60|2026-01-15T10:01:00Z",
        "seconds|33011.382867097855|2026-01-15T19:10:11.382867097Z",
        "seconds|-1|-",
        "seconds|NaN|-",
        "seconds|1e9|-",
        "seconds|99999999999|-",
        "spoken-duration|2 seconds|2026-01-15T10:00:02Z",
        "spoken-duration|1 Hour|2026-01-15T11:00:00Z",
        "spoken-duration|2 moons|-",
        "spoken-duration|2|-",
        "spoken-duration|in 2|-",
        "spoken-duration|and 2 hours|-",
        "spoken-duration|1 hour and|2026-01-15T11:00:00Z",
        "date|2026-03-01|2026-03-01T00:00:00Z",
        "date|2026-02-30|-",
        "date|2026-01-15|-",
        "http-date|Thu, 15 Jan 2026 10:00:30 GMT|2026-01-15T10:00:30Z",
        "http-date|Thu, 15 Jan 2026 09:00:30 GMT|-",
        "retry-after|60|2026-01-15T10:01:00Z",
        "retry-after|86400|2026-01-16T10:00:00Z",
        "retry-after|0|-",
        "retry-after|-5|-",
        "retry-after|1.5|-",
        "retry-after|120s|-",
        "retry-after|1768471260|-",
        "retry-after|1000000000000000000|-",
        "retry-after|in a little while|-",
        "retry-after|Thu, 15 Jan 2026 10:00:30 GMT|2026-01-15T10:00:30Z",
        "retry-after|Mon, 05 Aug 2019 09:27:05 GMT|-",
        "retry-after|5, 7|-",
      })
  void reset_inTheGrammarOfItsProvider_isAnInstantOrUnstated(
      String grammar, String text, String expected) {
    Moment moment = ResetGrammar.ofWord(grammar).read(text, anchor(Moment.unstated()));

    assertThat(moment)
        .isEqualTo(expected == null ? Moment.unstated() : Moment.at(Instant.parse(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 05 Aug 2019 09:27:05 GMT|2026-01-15T10:00:05Z",
        "Mon, 05 Aug 2019 09:26:00 GMT|2026-01-15T10:00:00Z",
      })
  void retryAfterDate_besideADate_isMeasuredAgainstIt(String text, Instant expected) {
    Anchor anchor = anchor(Moment.at(Instant.parse("2019-08-05T09:27:00Z")));

    assertThat(ResetGrammar.RETRY_AFTER.read(text, anchor)).isEqualTo(Moment.at(expected));
  }

  @ParameterizedTest
  @EnumSource(ResetGrammar.class)
  void anyText_inAnyGrammar_givesAPlausibleMomentOrNone(ResetGrammar grammar) {
    Random random = new Random(7);
    Anchor anchor = anchor(Moment.unstated());
    for (int i = 0; i < 20_000; i++) {
      Moment moment = grammar.read(Noise.text(random, "0123456789.hmsn:TZ-+ eE,GMTµ"), anchor);

      moment
          .instant()
          .ifPresent(at -> assertThat(at).isBetween(NOW, NOW.plus(Anchor.USUAL_HORIZON)));
    }
  }

  @Test
  void horizon_ofAnAdapter_boundsWhatIsPlausible() {
    Anchor near = new Anchor(NOW, Moment.unstated(), Duration.ofDays(8));

    assertThat(ResetGrammar.GO_DURATION.read("191h", near).instant()).isPresent();
    assertThat(ResetGrammar.GO_DURATION.read("193h", near).instant()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "utc-day, 2026-01-15T10:00:00Z, 2026-01-16T00:00:00Z",
    "utc-day, 2026-01-15T00:00:00Z, 2026-01-16T00:00:00Z",
    "utc-week, 2026-01-15T10:00:00Z, 2026-01-19T00:00:00Z",
    "utc-week, 2026-01-19T00:00:00Z, 2026-01-26T00:00:00Z",
    "utc-month, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
    "midnight-pacific, 2026-01-15T10:00:00Z, 2026-01-16T08:00:00Z",
    "midnight-pacific, 2026-07-08T05:00:00Z, 2026-07-08T07:00:00Z",
    "midnight-pacific, 2026-03-08T09:00:00Z, 2026-03-09T07:00:00Z",
  })
  void convention_atAnInstant_namesTheNextEnd(String word, Instant now, Instant end) {
    assertThat(Convention.ofWord(word).orElseThrow().next(now)).isEqualTo(end);
  }

  private static Anchor anchor(Moment date) {
    return new Anchor(NOW, date, Anchor.USUAL_HORIZON);
  }
}
