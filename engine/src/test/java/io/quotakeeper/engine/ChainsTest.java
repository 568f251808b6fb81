package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"60,      3600", "7200,    7200", "172800,  86400", "9999999, 86400"})
  void optionalChain_toldWhenToAskAgain_restsUntilThenButAnHourAtLeastAndADayAtMost(
      long stated, long rest) {
    try (var rig = Rig.with(Rig.account("a", "openrouter"))) {
      var later = Headers.none().with("Retry-After", String.valueOf(stated));
      rig.transport.script(
          "a",
          request ->
              CompletableFuture.completedFuture(
                  request.uri().getPath().endsWith("/key")
                      ? FakeTransport.json(KEY)
                      : new Answer(429, later, "")));
      rig.quotas.syncAccountQuota(id("a"));

      rig.time.advance(Duration.ofSeconds(rest - 1));
      rig.quotas.syncAccountQuota(id("a"));
      assertThat(calls(rig)).containsExactly("key", "credits", "key");

      rig.time.advance(Duration.ofSeconds(1));
      rig.quotas.syncAccountQuota(id("a"));
      assertThat(calls(rig)).endsWith("key", "credits");
    }
  }

  @Test
  void optionalChain_failsWithoutARefusal_isAskedAgainTheNextTime() {
    try (var rig = Rig.with(Rig.account("a", "openrouter"))) {
      rig.transport.script(
          "a",
          request ->
              CompletableFuture.completedFuture(
                  request.uri().getPath().endsWith("/key")
                      ? FakeTransport.json(KEY)
                      : FakeTransport.status(503)));
      rig.quotas.syncAccountQuota(id("a"));
      rig.quotas.syncAccountQuota(id("a"));

      assertThat(calls(rig)).containsExactly("key", "credits", "key", "credits");
    }
  }

  @Test
  void optionalChains_whereNoneAnswers_failTheSyncWithTheFirstTroubleAndTheRefusalCounts() {
    try (var rig = own("{name: one, calls: one, optional: true}")) {
      answer(rig, Map.of("/one", FakeTransport.json("[]"), "/two", FakeTransport.status(401)));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("malformed");
      assertThat(rig.quotas.decide(id("a"), Scope.account()).reason()).contains("unauthenticated");
    }
  }

  @Test
  void chains_thatAllAreNeeded_failTheSyncWithTheFirstTrouble() {
    try (var rig = own("{name: one, calls: one}, {name: last, calls: last}")) {
      answer(
          rig,
          Map.of(
              "/one", FakeTransport.json("[]"),
              "/last", FakeTransport.status(500),
              "/two", FakeTransport.json("{\"left\": 1, \"most\": 4}")));

      SyncOutcome outcome = rig.quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome.cause()).isEqualTo("malformed");
      assertThat(calls(rig)).as("a server in trouble is left alone").containsExactly("one", "last");
    }
  }

  @Test
  void chain_failsBesideOneThatAnswers_failsTheSyncButWhatWasToldCounts() {
    try (var rig = own("{name: one, calls: one}")) {
      answer(
          rig,
          Map.of(
              "/one", FakeTransport.json("[]"),
              "/two", FakeTransport.json("{\"left\": 1, \"most\": 4}")));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("malformed");
      assertThat(rig.quotas.quotas(id("a")))
          .extracting(view -> view.reading().amount().fraction().orElse(-1))
          .containsExactly(0.25);
    }
  }

  @Test
  void stop_whileAnAnswerIsRead_recordsNothingOfItAndMakesNoFurtherCall() {
    try (var rig = own("{name: one, calls: one}")) {
      answer(rig, Map.of("/one", FakeTransport.json("{\"left\": 1, \"most\": 4}")));
      rig.quotas.onEvidence(_ -> rig.quotas.engine().flights().close());

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("stopped");
      assertThat(rig.quotas.quotas(id("a"))).isEmpty();
      assertThat(calls(rig)).containsExactly("one");
    }
  }

  @Test
  void stop_afterACallThatIsNotThere_doesNotTryTheNextOfTheChain() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.script("a", CloudCodeAnswers.plan("free-tier"));
      rig.quotas.onEvidence(_ -> rig.quotas.engine().flights().close());

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("stopped");
      assertThat(calls(rig)).containsExactly("retrieveUserQuotaSummary");
    }
  }

  private static void answer(Rig rig, Map<String, Answer> byPath) {
    rig.transport.script(
        "a",
        request ->
            CompletableFuture.completedFuture(
                byPath.getOrDefault(request.uri().getPath(), FakeTransport.status(404))));
  }

  /** At a provider with these chains, and after them one that is optional. */
  private static Rig own(String chains) {
    String call =
        """
          %1$s:
            request: {path: /%1$s}
            expect: has("left")
            readings:
              - name: left
                each: .
                scope: account
                window: %1$s
                unit: requests
                amount: {remaining: .left, limit: .most}
        """;
    String yaml =
        """
        name: own
        summary: Credits of a service with several calls.
        access: documented
        baseUrl: https://own.example
        auth: {header: Authorization, value: 'Bearer ${secret}'}
        chains: [%s, {name: two, calls: two, optional: true}]
        calls:
        """
                .formatted(chains)
            + Stream.of("one", "two", "last").map(call::formatted).collect(Collectors.joining());
    return Rig.with(
        builder ->
            builder.adapters(Adapters.shipped().with(List.of(Adapter.parse("own.yaml", yaml)))),
        Rig.account("a", "own"));
  }
}
