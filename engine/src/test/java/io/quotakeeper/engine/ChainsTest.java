package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ChainsTest {

  private static final String KEY =
      """
      {"data": {"limit": 50, "limit_remaining": 20, "limit_reset": "monthly"}}\
      """;

  @Test
  void chain_callIsNotThere_fallsThroughAndIsRemembered() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.script("a", CloudCodeAnswers.plan("free-tier"));
      rig.quotas.syncAllQuotas();
      rig.quotas.syncAllQuotas();

      assertThat(calls(rig))
          .containsExactly(
              "retrieveUserQuotaSummary",
              "retrieveUserQuota",
              "loadCodeAssist",
              "retrieveUserQuota",
              "loadCodeAssist");
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
    }
  }

  @Test
  void chain_noCallIsThere_isTransientNotFound() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.answer("a", FakeTransport.status(404));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("not-found");
    }
  }

  @Test
  void optionalChain_refused_doesNotFailTheSyncAndRestsForAnHour() {
    try (var rig = Rig.with(Rig.account("a", "openrouter"))) {
      rig.transport.script(
          "a",
          request ->
              CompletableFuture.completedFuture(
                  request.uri().getPath().endsWith("/key")
                      ? FakeTransport.json(KEY)
                      : FakeTransport.status(403)));

      SyncOutcome outcome = rig.quotas.syncAccountQuota(id("a")).outcome();
      rig.quotas.syncAccountQuota(id("a"));

      assertThat(outcome).isEqualTo(new SyncOutcome.Fresh(1, "credits: forbidden"));
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
      assertThat(calls(rig)).containsExactly("key", "credits", "key");

      rig.time.advance(Duration.ofHours(1));
      rig.quotas.syncAccountQuota(id("a"));
      assertThat(calls(rig)).hasSize(5).endsWith("credits");
    }
  }

  @Test
  void optionalChain_saysUnauthenticated_isNoRefusalOfTheCredential() {
    try (var rig = Rig.with(Rig.account("a", "openrouter"))) {
      rig.transport.script(
          "a",
          request ->
              CompletableFuture.completedFuture(
                  request.uri().getPath().endsWith("/key")
                      ? FakeTransport.json(KEY)
                      : FakeTransport.status(401)));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      assertThat(rig.quotas.decide(id("a"), Scope.account()).outcome().word()).isEqualTo("proceed");
    }
  }

  @Test
  void optionalChain_hangs_theSyncIsFreshAtTheDeadline() throws Exception {
    try (var rig = Rig.with(Rig.account("a", "openrouter"))) {
      rig.transport.script(
          "a",
          request ->
              request.uri().getPath().endsWith("/key")
                  ? CompletableFuture.completedFuture(FakeTransport.json(KEY))
                  : new CompletableFuture<>());
      var sync = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      Awaitility.await().until(() -> rig.transport.calls("a") == 2);

      rig.time.advance(Rig.DEADLINE);

      assertThat(sync.get(10, TimeUnit.SECONDS).outcome())
          .isEqualTo(new SyncOutcome.Fresh(1, "credits: timeout"));
    }
  }

  private static List<String> calls(Rig rig) {
    return rig.transport.sent().stream()
        .map(call -> call.path().replaceFirst(".*[:/]", ""))
        .toList();
  }
}
