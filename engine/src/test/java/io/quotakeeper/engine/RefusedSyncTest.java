package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.testkit.Calls;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From what a quota call is answered, over real HTTP, to what is decided: a refused quota call
 * stops syncs, and traffic only where it says something of the account.
 */
class RefusedSyncTest {

  private static final Scope MODEL = Scope.model("gemini-3-flash");
  private static final String REASON = "{\"error\": {\"details\": [{\"reason\": \"%s\"}]}}";

  /** Status, body, the cause that is told, and what is decided of a model with enough left. */
  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(429, REASON.formatted("RATE_LIMIT_EXCEEDED"), "throttled", "proceed"),
        Arguments.of(429, REASON.formatted("QUOTA_EXHAUSTED"), "window-exhausted", "proceed"),
        Arguments.of(
            429, REASON.formatted("INSUFFICIENT_G1_CREDITS_BALANCE"), "money-exhausted", "proceed"),
        Arguments.of(403, REASON.formatted("SUBSCRIPTION_REQUIRED"), "not-entitled", "proceed"),
        Arguments.of(403, REASON.formatted("VALIDATION_REQUIRED"), "action-required", "exhausted"),
        Arguments.of(403, REASON.formatted("SERVICE_DISABLED"), "action-required", "exhausted"),
        Arguments.of(401, "", "unauthenticated", "exhausted"),
        Arguments.of(503, REASON.formatted("MODEL_CAPACITY_EXHAUSTED"), "capacity", "proceed"),
        Arguments.of(429, "", "ambiguous", "proceed"),
        Arguments.of(429, "{\"error\": {\"sta", "ambiguous", "proceed"),
        Arguments.of(
            200, "[" + REASON.formatted("RATE_LIMIT_EXCEEDED") + "]", "throttled", "proceed"),
        Arguments.of(
            200,
            "data: " + REASON.formatted("VALIDATION_REQUIRED"),
            "action-required",
            "exhausted"),
        Arguments.of(200, "{\"error\": {\"message\": \"?\"}}", "malformed", "proceed"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void refusedQuotaCall_overHttp_saysWhyAndStopsTrafficOnlyWithTheCredential(
      int status, String body, String cause, String word) {
    try (Wire wire = new Wire("cloud-code", "cloud-code")) {
      assertThat(wire.sync().isSuccess()).isTrue();
      assertThat(wire.check(MODEL).word()).isEqualTo("proceed");

      wire.answers(Calls.all(), status, Headers.none(), body);
      SyncOutcome outcome = wire.sync();

      assertThat(outcome.isSuccess()).isFalse();
      assertThat(outcome.cause()).isEqualTo(cause);
      assertThat(wire.check(MODEL).word()).isEqualTo(word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void quotaCallThatIsAnsweredAndSaysThereIsNoMoney_stopsTraffic(String available) {
    String body =
        """
        {"is_available": %s, "balance_infos": [{"currency": "USD", "total_balance": "0.30"}]}\
        """
            .formatted(available);
    try (Wire wire = Wire.of("deepseek").answers(Calls.all(), 200, Headers.none(), body)) {
      wire.sync();

      assertThat(wire.check(Scope.model("m1")).word())
          .isEqualTo(available.equals("true") ? "proceed" : "exhausted");
    }
  }
}
