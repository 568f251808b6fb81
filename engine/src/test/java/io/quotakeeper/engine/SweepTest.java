package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.DEADLINE;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  private static final String[] TEN =
      IntStream.range(0, 10).mapToObj(i -> "a" + i).toArray(String[]::new);

  @Test
  void sweep_oneHangs_theNineAreFreshAtOnceAndItEndsAtTheDeadline() throws Exception {
    try (var rig = Rig.of(TEN)) {
      rig.transport.hang("a3");
      CompletableFuture<SweepReport> sweep = Rig.inBackground(rig.quotas::syncAllQuotas);
      await().until(() -> rig.transport.sent().size() == 10);
      rig.settle();

      List<String> fresh = List.of(TEN).stream().filter(a -> rig.left(a) == 0.8).toList();
      assertThat(fresh).hasSize(9).doesNotContain("a3");
      assertThat(sweep).isNotDone();

      rig.time.advance(DEADLINE);
      SweepReport report = sweep.get(10, TimeUnit.SECONDS);
      assertThat(report.took()).isEqualTo(DEADLINE);
      assertThat(report.successes()).isEqualTo(9);
      assertThat(report.errors()).isEqualTo(1);
      assertThat(report.reports().get(3).outcome().cause()).isEqualTo("timeout");
      assertThat(rig.transport.sent("a3").getFirst().answer()).isCancelled();
      assertThat(rig.transport.sent().stream().filter(c -> c.answer().isCancelled())).hasSize(1);
    }
  }

  @Test
  void sweeps_manySmallOnes_cleanUpAfterAsManySyncsAsThereAreAccounts() {
    try (var rig = Rig.of(TEN)) {
      Engine engine = rig.quotas.engine();
      var cleanUps = new AtomicInteger();
      var sweeps =
          new Sweeps(
              engine.flights(), engine.events(), cleanUps::incrementAndGet, () -> 10, rig.time);
      for (Watched watched : engine.roster().book().all()) {
        assertThat(cleanUps).hasValue(0);
        sweeps.start(List.of(watched)).result().join();
      }
      assertThat(cleanUps).hasValue(1);

      sweeps.start(engine.roster().book().all()).result().join();
      assertThat(cleanUps).hasValue(2);
    }
  }

  @Test
  void sweep_moreHangThanThereAreSlots_endsAfterAsManyDeadlinesAsRounds() throws Exception {
    var five = List.of(TEN).subList(0, 5).stream().map(Rig::account).toArray(Account[]::new);
    try (var rig = Rig.with(b -> b.settings(Rig.settings(2)), five)) {
      List.of(TEN).forEach(rig.transport::hang);
      CompletableFuture<SweepReport> sweep = Rig.inBackground(rig.quotas::syncAllQuotas);
      for (int sent : new int[] {2, 4, 5}) {
        await().until(() -> rig.transport.sent().size() == sent && rig.time.pending() > 0);
        assertThat(rig.transport.underWay()).isLessThanOrEqualTo(2);
        assertThat(sweep).isNotDone();
        rig.time.advance(DEADLINE);
      }

      assertThat(sweep.get(10, TimeUnit.SECONDS).took()).isEqualTo(DEADLINE.multipliedBy(3));
      assertThat(rig.transport.mostUnderWay()).isEqualTo(2);
    }
  }

  @Test
  void sweep_secretThatHangs_endsAtTheDeadlineAndFreesItsSlot() throws Exception {
    Account stuck =
        Account.of(
            id("stuck"),
            "github",
            () -> {
              new CompletableFuture<Void>().join();
              throw new SecretUnavailableException("never");
            });
    try (var rig = Rig.with(b -> b.settings(Rig.settings(1)), stuck, Rig.account("waits"))) {
      CompletableFuture<SweepReport> sweep = Rig.inBackground(rig.quotas::syncAllQuotas);
      await().until(() -> rig.time.pending() > 0);
      rig.time.advance(DEADLINE);

      SweepReport report = sweep.get(10, TimeUnit.SECONDS);
      assertThat(report.reports())
          .extracting(r -> r.outcome().cause())
          .containsExactlyInAnyOrder("timeout", "ok");
    }
  }

  @Test
  void sync_manyCallers_shareOneCallAndOneWhoGivesUpDisturbsNobody() throws Exception {
    try (var rig = Rig.of("a")) {
      var answer = new CompletableFuture<Answer>();
      rig.transport.script("a", _ -> answer);
      List<CompletableFuture<SyncReport>> callers =
          IntStream.range(0, 20)
              .mapToObj(_ -> Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a"))))
              .toList();
      var gaveUp = new CompletableFuture<SyncReport>();
      Thread impatient =
          Thread.ofVirtual().start(() -> gaveUp.complete(rig.quotas.syncAccountQuota(id("a"))));
      await().until(() -> rig.transport.calls("a") == 1);

      impatient.interrupt();
      assertThat(gaveUp.get(10, TimeUnit.SECONDS).outcome().cause()).isEqualTo("stopped");
      answer.complete(Rig.github(1000));

      for (CompletableFuture<SyncReport> caller : callers) {
        assertThat(caller.get(10, TimeUnit.SECONDS).outcome().isSuccess()).isTrue();
      }
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
      assertThat(rig.left("a")).isEqualTo(0.2);
    }
  }

  @Test
  void sync_serverError_keepsTheLastValueWithItsAge() {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      rig.transport.answer("a", FakeTransport.status(500));
      rig.time.advance(Duration.ofMinutes(11));

      SyncReport report = rig.quotas.syncAccountQuota(id("a"));

      assertThat(report.outcome().cause()).isEqualTo("server-error");
      var view = rig.quotas.quotas(id("a")).getFirst();
      assertThat(view.reading().amount().remaining()).hasValue(4000);
      assertThat(view.age()).isEqualTo(Duration.ofMinutes(11));
      assertThat(view.stale()).isTrue();
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.DEGRADED);
    }
  }

  @Test
  void sync_credentialRefused_isSkippedBySweepsUntilANamedSyncSucceeds() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.answer("a", FakeTransport.status(401));
      assertThat(rig.quotas.syncAllQuotas().errors()).isEqualTo(1);

      SweepReport second = rig.quotas.syncAllQuotas();
      assertThat(second.reports().getFirst().outcome())
          .isInstanceOf(SyncOutcome.Skipped.class)
          .matches(outcome -> outcome.cause().equals("action-required"));
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.transport.calls("b")).isEqualTo(2);
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);

      rig.transport.behave("a");
      rig.time.advance(Duration.ofSeconds(1));
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
      assertThat(rig.quotas.syncAllQuotas().successes()).isEqualTo(2);
    }
  }

  @Test
  void sync_throttledWithATime_nobodyAsksBeforeIt() {
    try (var rig = Rig.of("a")) {
      Answer throttled = new Answer(429, Headers.none().with("Retry-After", "3600"), "{}");
      rig.transport.answer("a", throttled);
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("throttled");
      rig.transport.behave("a");

      SyncOutcome named = rig.quotas.syncAccountQuota(id("a")).outcome();
      assertThat(named.cause()).isEqualTo("back-off");
      assertThat(((SyncOutcome.Skipped) named).until())
          .matches(until -> until.isAfter(Rig.START.plusSeconds(3599)));
      assertThat(rig.quotas.syncAllQuotas().reports().getFirst().outcome().cause())
          .isEqualTo("back-off");
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.quotas.decide(id("a"), Rig.CORE).outcome().word())
          .as("a throttled quota call does not stop traffic")
          .isEqualTo("unknown");

      rig.time.advance(Duration.ofSeconds(3700));
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
    }
  }

  @Test
  void sync_oneBadEntry_costsThatEntryAlone() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer(
          "a",
          FakeTransport.json(
              """
              {"resources": {
                "core": {"limit": 5000, "remaining": 500, "used": 4500, "reset": 1772362800},
                "graphql": {"limit": "many", "remaining": [], "reset": "soon"}}}\
              """));

      SyncOutcome outcome = rig.quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome).isInstanceOf(SyncOutcome.Fresh.class);
      assertThat(((SyncOutcome.Fresh) outcome).note()).isNotEmpty();
      assertThat(rig.left("a")).isEqualTo(0.1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "<html>", "{\"resources\": 7}", "{\"resources\": {\"co"})
  void sync_senselessAnswer_isTransientAndKeepsTheLastValue(String body) {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      rig.transport.answer("a", FakeTransport.json(body));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("malformed");
      assertThat(rig.left("a")).isEqualTo(0.8);
    }
  }

  @Test
  void sync_answerOlderThanWhatTrafficToldSince_doesNotOverwriteIt() throws Exception {
    try (var rig = Rig.of("a")) {
      var late = new CompletableFuture<Answer>();
      rig.transport.script("a", _ -> late);
      var sync = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      await().until(() -> rig.transport.calls("a") == 1);
      rig.time.advance(Duration.ofSeconds(5));
      rig.quotas.observe(id("a"), "", rig.traffic(200, 100), rig.time.now());

      late.complete(Rig.github(4000));

      assertThat(sync.get(10, TimeUnit.SECONDS).outcome().isSuccess()).isTrue();
      assertThat(rig.left("a")).isEqualTo(0.02);
    }
  }

  @Test
  void sync_accountThatCannotBeSynced_isSkippedWithTheReason() {
    Account off = Rig.account("off").withEnabled(false);
    try (var rig = Rig.with(off, Rig.account("o", "openai"))) {
      assertThat(rig.quotas.syncAllQuotas().reports())
          .extracting(r -> r.outcome().cause())
          .containsExactly("not-swept", "disabled");
      assertThat(rig.quotas.syncAccountQuota(id("off")).outcome().cause()).isEqualTo("disabled");
      assertThat(rig.transport.sent()).isEmpty();
      assertThat(rig.quotas.monitorStats().syncErrorCount()).isZero();
      assertThat(rig.quotas.status(id("o")).nextSync()).isEqualTo(Moment.unstated());
    }
  }

  @Test
  void sync_secretCannotBeRead_needsAPersonAndNamesThePlaceNotTheSecret() {
    Account first =
        Account.of(
            id("a"),
            "github",
            () -> {
              throw new SecretUnavailableException("environment variable TEAM_A is not set");
            });
    Account second =
        Account.of(
            id("b"),
            "github",
            () -> {
              throw new IllegalStateException("geheim");
            });
    try (var rig = Rig.with(first, second)) {
      List<SyncReport> reports = rig.quotas.syncAllQuotas().reports();

      assertThat(reports).extracting(r -> r.outcome().cause()).containsOnly("secret");
      assertThat(reports.getFirst().outcome().toString()).contains("TEAM_A is not set");
      assertThat(reports.getLast().outcome().toString()).doesNotContain("geheim");
    }
  }

  @Test
  void sync_baseUrlThatCannotBeCalled_needsAPersonWhoMendsTheConfiguration() {
    try (var rig = Rig.with(Rig.account("a").withBaseUrl("https://own example"))) {
      SyncOutcome outcome = rig.quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome).isInstanceOf(SyncOutcome.NeedsPerson.class);
      assertThat(outcome.cause()).isEqualTo("configuration");
      assertThat(outcome.toString()).contains("account a: ");
      assertThat(rig.transport.sent()).isEmpty();
    }
  }

  @Test
  void sync_callerIsInterrupted_isAnsweredAtOnceAndTheSyncsGoOn() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.hang("a");
      rig.transport.hang("b");

      List<SyncReport> told =
          Rig.inBackground(
                  () -> {
                    Thread.currentThread().interrupt();
                    List<SyncReport> reports =
                        new ArrayList<>(rig.quotas.syncAllQuotas().reports());
                    reports.add(rig.quotas.syncAccountQuota(id("a")));
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    return reports;
                  })
              .join();

      assertThat(told).hasSize(3).allMatch(r -> r.outcome().cause().equals("stopped"));
      assertThat(told.getFirst().outcome().toString()).contains("the sync goes on");
      await().until(() -> rig.transport.underWay() == 2);
      rig.transport.sent().forEach(call -> call.answer().complete(Rig.github(1000)));
      await().until(() -> rig.left("a") == 0.2 && rig.left("b") == 0.2);
    }
  }

  @Test
  void close_byAThreadThatIsInterrupted_endsAllTheSameAndStaysInterrupted() {
    var rig = Rig.of("a");
    rig.transport.hang("a");
    var sync = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
    await().until(() -> rig.transport.underWay() == 1);

    boolean interrupted =
        Rig.inBackground(
                () -> {
                  Thread.currentThread().interrupt();
                  rig.quotas.close();
                  return Thread.currentThread().isInterrupted();
                })
            .join();

    assertThat(interrupted).isTrue();
    assertThat(sync.join().outcome().cause()).isEqualTo("stopped");
    assertThat(rig.transport.underWay()).isZero();
  }

  @Test
  void sync_whatFollowsFromItBreaks_isToldAllTheSameAndDueAgainAfterAnInterval() {
    RandomGenerator broken =
        () -> {
          throw new IllegalStateException("as tests do");
        };
    try (var rig = Rig.with(builder -> builder.random(broken), Rig.account("a"))) {
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      assertThat(rig.left("a")).isEqualTo(0.8);
      assertThat(rig.quotas.status(id("a")).nextSync())
          .isEqualTo(Moment.at(Rig.START.plus(Rig.INTERVAL)));
    }
  }
}
