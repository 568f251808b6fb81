package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The story that every misbehaviour is put through: a server that knows an account, the account's
 * provider that misbehaves, what is seen of it, and the recovery. Another account of the same
 * provider lives beside it all the time.
 */
final class Ordeal implements AutoCloseable {

  static final String TROUBLED = "troubled";
  static final String STEADY = "steady";

  private static final Scope CORE = Scope.group("core");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEAD =
      "monitor: {interval: 1h, timeout: 3s}\noutbound: {allow: [127.0.0.1, '::1']}";

  private final SystemTime time = new SystemTime();
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final LiveAccount troubled = upstream.add(SimulatedAccount.of(TROUBLED, "github"));
  private final WholePath server;

  Ordeal(Path folder) throws IOException {
    upstream.add(SimulatedAccount.of(STEADY, "github"));
    server = WholePath.start(folder, HEAD, WholePath.entries(upstream));
    // A sync that is asked for while the first sweep is under way would share its call.
    await()
        .atMost(PATIENCE)
        .until(() ->
            Stream.of(TROUBLED, STEADY)
                .allMatch(id -> server.account(id).path("lastSync").isObject()));
  }

  WholePath server() {
    return server;
  }

  SystemTime time() {
    return time;
  }

  LiveAccount account() {
    return troubled;
  }

  /**
   * Lives through a misbehaviour of the quota call that makes syncs fail.
   *
   * @param cause the word that REST and metrics carry
   * @param words what the reason says in the end
   */
  void failsAndHeals(Misbehaviour misbehaviour, String cause, String words) throws Exception {
    double known = knowsWhatIsLeft();
    String observedAt = core().path("observedAt").asText();

    troubled.misbehave(misbehaviour, Calls.quota());
    CompletableFuture<JsonNode> failing = server.syncInBackground(TROUBLED);
    assertNeighbourIsWell();
    JsonNode line = failing.get(30, TimeUnit.SECONDS);

    assertThat(line.path("result").asText()).isEqualTo("error");
    assertThat(line.path("reason").asText()).isEqualTo(cause);
    assertThat(core().path("state").asText()).isEqualTo("known");
    assertThat(core().path("remaining").asDouble()).isEqualTo(known);
    assertThat(core().path("observedAt").asText()).isEqualTo(observedAt);
    assertThat(core().path("ageSeconds").isIntegralNumber()).isTrue();
    assertDegraded(cause, words);
    assertHeals();
  }

  /** Lives through an oddity of the quota call that syncs understand all the same. */
  JsonNode isUnderstood(Misbehaviour misbehaviour) {
    double known = knowsWhatIsLeft();
    troubled.burn(CORE, Unit.REQUESTS, 1);
    troubled.misbehave(misbehaviour, Calls.quota());

    JsonNode line = server.sync(TROUBLED);

    assertThat(line.path("result").asText()).as(line.toString()).isEqualTo("ok");
    assertThat(core().path("remaining").asDouble()).isEqualTo(known - 1);
    JsonNode seen = core();
    assertNeighbourIsWell();
    assertHeals();
    return seen;
  }

  /** A good sync; how much is left then. */
  double knowsWhatIsLeft() {
    troubled.behave();
    troubled.burn(CORE, Unit.REQUESTS, 1);
    assertThat(server.sync(TROUBLED).path("result").asText()).isEqualTo("ok");
    assertThat(core().path("state").asText()).isEqualTo("known");
    return core().path("remaining").asDouble();
  }

  void assertDegraded(String cause, String words) {
    JsonNode account = server.account(TROUBLED);
    String reason = account.path("statusReason").asText();
    assertThat(account.path("status").asText()).isEqualTo("degraded");
    assertThat(reason).startsWith("syncs fail (" + cause + "): ").contains(words);
    assertIsForPeople(reason);
    assertIsForPeople(server.everythingAbout(TROUBLED));
    assertThat(server.status(TROUBLED)).contains("degraded: " + reason);
    assertThat(account.path("nextSync").isTextual()).isTrue();
    assertThat(Instant.parse(account.path("nextSync").asText())).isAfter(time.now());
  }

  /** Neither the names of our classes, nor what the provider's body says, nor a secret. */
  static void assertIsForPeople(String text) {
    assertThat(text)
        .doesNotContain("Exception", "Error", "java.", "io.quotakeeper", "io.netty")
        .doesNotContain("token-of-")
        .doesNotContain("resources", "<!DOCTYPE", "One moment", "ffff", "\uFFFD", "\u00e4");
  }

  void assertNeighbourIsWell() {
    assertThat(server.sync(STEADY).path("result").asText()).isEqualTo("ok");
    assertThat(server.account(STEADY).path("status").asText()).isEqualTo("ok");
    assertThat(server.quota(STEADY, "group:core", "hourly").orElseThrow().path("stale").asBoolean())
        .isFalse();
    assertThat(server.isReady()).isTrue();
  }

  void assertHeals() {
    double known = knowsWhatIsLeft();

    JsonNode account = server.account(TROUBLED);
    assertThat(account.path("status").asText()).isEqualTo("ok");
    assertThat(account.path("statusReason").isNull()).isTrue();
    assertThat(known).isEqualTo(troubled.remaining().getFirst().left());
    assertThat(server.windows(TROUBLED)).as("no window was made up").isEqualTo(4);
    assertThat(server.status(TROUBLED)).contains("ok").doesNotContain("degraded");
  }

  JsonNode core() {
    return server.quota(TROUBLED, "group:core", "hourly").orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
    time.close();
  }
}
