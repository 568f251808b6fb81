package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.Misstatement;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From what a provider refuses to what the server's {@code /check} answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CheckPathTest {

  private static final String HEAD =
      """
      monitor: {interval: 1h, timeout: 30s}
      outbound: {allow: [127.0.0.1, '::1']}
      providers: {cloud-code: {enabled: true}}
      """;
  private final SystemTime time = new SystemTime();
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private WholePath server;

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("throttled", 429, "RATE_LIMIT_EXCEEDED", "proceed", ""),
        Arguments.of("spent", 429, "QUOTA_EXHAUSTED", "proceed", ""),
        Arguments.of("verify", 403, "VALIDATION_REQUIRED", "exhausted", "action-required"),
        Arguments.of("hidden", 200, "VALIDATION_REQUIRED", "exhausted", "action-required"),
        Arguments.of("rejected", 401, "", "exhausted", "unauthenticated"));
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    refusals()
        .map(arguments -> (String) arguments.get()[0])
        .forEach(id -> upstream.add(SimulatedAccount.of(id, "cloud-code")));
    List<WholePath.Entry> accounts = WholePath.entries(upstream);
    server = WholePath.start(folder, HEAD, accounts);
  }

  @AfterAll
  void stop() {
    server.close();
    upstream.close();
    time.close();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedQuotaCall_ofAnAccountWithEnoughLeft_stopsItOnlyWithItsCredential(
      String id, int status, String reason, String decision, String why) {
    LiveAccount account = upstream.account(id);
    assertThat(server.sync(id).path("result").asText()).isEqualTo("ok");
    assertThat(server.check(id, "gemini-3-flash").path("decision").asText()).isEqualTo("proceed");

    String body = "{\"error\": {\"details\": [{\"reason\": \"" + reason + "\"}]}}";
    account.misbehave(new Misstatement.Scripted(status, Headers.none(), body), Calls.all());
    assertThat(server.sync(id).path("result").asText()).isEqualTo("error");

    JsonNode answer = server.check(id, "gemini-3-flash");
    assertThat(answer.path("decision").asText()).isEqualTo(decision);
    assertThat(answer.path("reason").asText()).contains(why);
  }
}
