package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 2026-03-01T10:02:00Z",
        "999999999 | 2057-11-07T11:46:39Z",
        "Sun, 01 Mar 2026 10:05:00 GMT | 2026-03-01T10:05:00Z",
        "Sunday, 01-Mar-26 10:05:00 GMT | 2026-03-01T10:05:00Z",
        "Sun Mar  1 10:05:00 2026 | 2026-03-01T10:05:00Z"
      })
  void retryAfter_statesATime_isThatTime(String value, Instant until) {
    assertThat(Retry.after(header(value), NOW)).isEqualTo(new Retry(false, Moment.at(until)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 01 Mar 2026 12:00:00 GMT | 2026-03-01T10:05:00Z",
        "Sun, 01 Mar 2026 10:00:00 GMT | 2026-03-01T12:05:00Z",
        "no date                       | 2026-03-01T12:05:00Z",
      })
  void f48_retryAfter_aDateOfAClockThatIsOff_isMeasuredAgainstThatClock(
      String date, Instant until) {
    Headers headers = header("Sun, 01 Mar 2026 12:05:00 GMT").with("Date", date);

    assertThat(Retry.after(headers, NOW)).isEqualTo(new Retry(false, Moment.at(until)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "000", "Sun, 01 Mar 2026 09:00:00 GMT"})
  void retryAfter_nothingOrThePast_meansALongBackOff(String value) {
    assertThat(Retry.after(header(value), NOW)).isEqualTo(Retry.LATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "1.5", "soon", "120s", "99999999999999999999"})
  void retryAfter_makesNoSense_isAsIfAbsent(String value) {
    assertThat(Retry.after(header(value), NOW)).isEqualTo(Retry.SOON);
  }

  @Test
  void refusal_statesATime_winsOverTheHeader() {
    Refusal refusal = refusal(RefusalClass.THROTTLED, Moment.at(NOW.plusSeconds(7)));

    assertThat(Retry.after(refusal, header("60"), NOW).until())
        .isEqualTo(Moment.at(NOW.plusSeconds(7)));
  }

  @Test
  void refusal_throttledWithZero_meansALongBackOff() {
    Refusal refusal = refusal(RefusalClass.THROTTLED, Moment.unstated());

    assertThat(Retry.after(refusal, header("0"), NOW)).isEqualTo(Retry.LATE);
    assertThat(Retry.after(refusal, Headers.none(), NOW)).isEqualTo(Retry.SOON);
  }

  @ParameterizedTest
  @EnumSource
  void refusal_withoutATime_meansALongBackOffUnlessItEndsSoonByItsClass(RefusalClass kind) {
    boolean soon =
        List.of(RefusalClass.THROTTLED, RefusalClass.CAPACITY, RefusalClass.AMBIGUOUS)
            .contains(kind);

    assertThat(Retry.after(refusal(kind, Moment.unstated()), Headers.none(), NOW))
        .isEqualTo(soon ? Retry.SOON : Retry.LATE);
  }

  private static Headers header(String value) {
    return value.isEmpty() ? Headers.none() : Headers.none().with("retry-after", value);
  }

  private static Refusal refusal(RefusalClass kind, Moment until) {
    return new Refusal(kind, Refusal.Target.SYNC, Scope.account(), "", until, "", "");
  }
}
