package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The provider's clock is ahead, behind, and by years.
        "Thu, 15 Jan 2026 12:00:00 GMT |     | 2026-01-15T12:30:00Z | 2026-01-15T10:30:00Z",
        "Thu, 15 Jan 2026 08:00:00 GMT |     | 2026-01-15T08:30:00Z | 2026-01-15T10:30:00Z",
        "Tue, 15 Jan 2019 10:00:00 GMT |     | 2019-01-15T10:30:00Z | 2026-01-15T10:30:00Z",
        // Apart by no more than an answer takes.
        "Thu, 15 Jan 2026 09:59:10 GMT |     | 2026-01-15T10:30:00Z | 2026-01-15T10:30:00Z",
        // A cached answer is as old as it says.
        "Thu, 15 Jan 2026 09:50:00 GMT | 600 | 2026-01-15T10:30:00Z | 2026-01-15T10:30:00Z",
        "Thu, 15 Jan 2026 09:50:00 GMT | old | 2026-01-15T10:30:00Z | 2026-01-15T10:40:00Z",
        "Thu, 15 Jan 2026 09:50:00 GMT | /00 | 2026-01-15T10:30:00Z | 2026-01-15T10:40:00Z",
        "Thu, 15 Jan 2026 09:50:00 GMT | ''  | 2026-01-15T10:30:00Z | 2026-01-15T10:40:00Z",
        "Thu, 15 Jan 2026 09:50:00 GMT | 0000000600 | 2026-01-15T10:30:00Z | 2026-01-15T10:40:00Z",
        "yesterday                     |     | 2026-01-15T10:30:00Z | 2026-01-15T10:30:00Z",
      })
  void f48_instantOfAnotherClock_isToldByOurs(
      String date, @Nullable String age, Instant stated, Instant expected) {
    Headers headers = Headers.none().with("Date", date);
    Anchor anchor = anchor(age == null ? headers : headers.with("Age", age));

    assertThat(anchor.ahead(stated)).hasToString(expected.toString());
  }

  @Test
  void f48_clockThatIsAheadByMoreThanTheReset_leavesNoResetBehindUs() {
    Headers ahead = Headers.none().with("Date", "Thu, 15 Jan 2026 12:00:00 GMT");

    assertThat(anchor(ahead).ahead(Instant.parse("2026-01-15T11:59:00Z"))).hasToString("unstated");
  }

  @ParameterizedTest
  @CsvSource({"PT-1S, unstated", "PT0S, 2026-01-15T10:00:00Z", "P400D, 2027-02-19T10:00:00Z"})
  void wait_withinTheHorizon_endsAfterTheReply(Duration wait, String end) {
    assertThat(anchor(Headers.none()).after(wait)).hasToString(end);
    assertThat(anchor(Headers.none()).after(Duration.ofDays(400).plusNanos(1)))
        .hasToString("unstated");
  }

  private static Anchor anchor(Headers headers) {
    return Anchor.of(new Reply("traffic", 200, headers, "", NOW), Duration.ofDays(400));
  }
}
