package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResetCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "midnight UTC,             2026-11-24T12:00:00Z, 2026-11-25T00:00:00Z",
    "midnight UTC,             2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z",
    "midnight UTC,             2026-11-23T23:59:59.999Z, 2026-11-24T00:00:00Z",
    "midnight Pacific,         2026-11-24T12:00:00Z, 2026-11-25T08:00:00Z",
    "midnight Pacific,         2026-11-24T07:59:59Z, 2026-11-24T08:00:00Z",
    // The clocks go forward and back.
    "midnight Pacific,         2026-03-08T09:00:00Z, 2026-03-09T07:00:00Z",
    "midnight Pacific,         2026-11-01T08:00:00Z, 2026-11-02T08:00:00Z",
    "midnight Asia/Kolkata,    2026-11-24T12:00:00Z, 2026-11-24T18:30:00Z",
    // A day that begins at one o'clock.
    "midnight Asia/Beirut,     2026-03-28T12:00:00Z, 2026-03-28T22:00:00Z",
    "monday UTC,               2026-11-24T12:00:00Z, 2026-11-30T00:00:00Z",
    "monday UTC,               2026-11-30T00:00:00Z, 2026-12-07T00:00:00Z",
    "sunday Europe/Berlin,     2026-11-24T12:00:00Z, 2026-11-28T23:00:00Z",
    "first of month UTC,       2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
    "first of month UTC,       2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "every 1m,                 2026-11-24T12:00:30Z, 2026-11-24T12:01:00Z",
    "every 1h,                 2026-11-24T12:00:00Z, 2026-11-24T13:00:00Z",
    "every 250ms,              2026-11-24T12:00:00.300Z, 2026-11-24T12:00:00.500Z",
    "every 1d,                 1969-12-31T12:00:00Z, 1970-01-01T00:00:00Z"
  })
  void next_convention_isTheFirstResetAfter(String words, Instant now, Instant next) {
    ResetCalendar calendar = ResetWords.KIND.parse().apply(words);

    assertThat(calendar.next(now)).isEqualTo(Moment.at(next));
  }

  @Test
  void next_nothingSaid_isUnstated() {
    assertThat(new ResetCalendar.Unstated().next(Loading.NOW)).isEqualTo(Moment.unstated());
  }
}
