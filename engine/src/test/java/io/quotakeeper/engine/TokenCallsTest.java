package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Grant;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TokenCallsTest {

  private static final String YAML =
      """
      name: own
      summary: An endpoint of one's own.
      access: documented
      baseUrl: https://login.example
      sync: none
      grants:
        refreshToken:
          refresh_token: ${refreshToken}
          client_id: ${clientId}
          client_secret: ${clientSecret}
      calls:
        token:
          request: {method: POST, path: /token}
          expect: .access_token | type == "string"
      facts:
        error: .error?
        message: .error_description?
      refusals:
        - name: grant ended
          facts: {error: invalid_grant}
          class: action-required
          scope: account
        - name: slower
          facts: {error: slow_down}
          class: throttled
          scope: account
      """;

  private static final Map<String, String> VALUES =
      Map.of("refreshToken", "rt-canary-1", "clientId", "client-7", "clientSecret", "cs+canary/2");

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final Adapter adapter = Adapter.parse("own.yaml", YAML);

  @Test
  void refusalThatRepeatsWhatWasSent_isTold_withoutIt_A32() {
    for (String word : new String[] {"invalid_grant", "slow_down"}) {
      LoginException trouble =
          failure(
              """
              {"error": "%s", "error_description": "Token rt-canary-1 of cs%%2Bcanary%%2F2 is revoked"}\
              """
                  .formatted(word));

      assertThat(trouble)
          .hasMessageContaining("is revoked")
          .hasMessageNotContainingAny("rt-canary-1", "canary");
    }
  }

  @Test
  void throttle_passes_andAnEndedGrantDoesNot() {
    assertThat(failure("{\"error\": \"slow_down\"}").kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure("{\"error\": \"invalid_grant\"}").kind()).isEqualTo(Kind.ENDED);
  }

  @Test
  void baseUrlThatIsNone_isSaidToBeThat() {
    assertThat(failure("{}", "not a URL")).hasMessageContaining("base URL");
  }

  private LoginException failure(String body) {
    return failure(body, "");
  }

  private LoginException failure(String body, String baseUrl) {
    var transport =
        new FakeTransport(
            _ -> CompletableFuture.completedFuture(new Answer(400, Headers.none(), body)));
    var calls = new TokenCalls(transport, time, time, () -> Duration.ofSeconds(30));
    var desk =
        new TokenCalls.Desk(
            adapter,
            adapter.tokenEndpoint().orElseThrow(),
            Grant.REFRESH_TOKEN,
            baseUrl,
            "log in again");
    return catchThrowableOfType(LoginException.class, () -> calls.ask(desk, VALUES));
  }
}
