package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "throttled until 2026-03-01T14:55:00Z, throttled for another 2h 55m",
    "throttled until 2026-03-01T11:00:00.5Z, throttled until 59m 59s ago",
    "refused at 2026-03-01T11:00:00Z; again at 2026-03-01T12:00:30Z, refused at 1h ago; again at in 30s",
    "no instant: 2026-13-41T99:00:00Z, no instant: 2026-13-41T99:00:00Z",
    "'', ''",
  })
  void full_instants_areToldFromNow(String reason, String told) {
    assertThat(Reasons.full(reason, NOW)).isEqualTo(told);
  }

  @Test
  void dated_instants_areToldToTheSecond() {
    assertThat(
            Reasons.dated(
                "throttled until 2026-03-01T14:55:00.840411699Z, at 2026-03-01T11:00:00Z"))
        .isEqualTo("throttled until 2026-03-01T14:55:00Z, at 2026-03-01T11:00:00Z");
  }

  @Test
  void brief_longAddress_isItsHostAlone() {
    String reason = "Verify your account; see https://accounts.example.com/signin/continue?a=$1";

    assertThat(Reasons.brief(reason, NOW, Look.plain(true)))
        .isEqualTo("Verify your account; see https://accounts.example.com/…");
    assertThat(Reasons.full(reason, NOW)).isEqualTo(reason);
  }
}
