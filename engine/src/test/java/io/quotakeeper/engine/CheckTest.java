package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.CORE;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.SubscriptionTier;
import io.quotakeeper.select.Decision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void check_nothingKnown_fetchesOnceForAllWhoAsk() throws Exception {
    try (var rig = Rig.of("a")) {
      var answer = new CompletableFuture<Answer>();
      rig.transport.script("a", _ -> answer);
      assertThat(rig.quotas.isNeverSeen(id("a"))).isTrue();
      List<CompletableFuture<Decision>> callers =
          IntStream.range(0, 50)
              .mapToObj(_ -> Rig.inBackground(() -> rig.quotas.checkQuota(id("a"), CORE)))
              .toList();
      await().until(() -> rig.transport.calls("a") == 1);
      answer.complete(Rig.github(4000));

      for (CompletableFuture<Decision> caller : callers) {
        assertThat(caller.get(10, TimeUnit.SECONDS).outcome())
            .isEqualTo(new QuotaDecision.Proceed());
      }
      assertThat(rig.quotas.isNeverSeen(id("a"))).isFalse();
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void check_somethingKnown_answersFromMemoryThoughItIsStale() {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      rig.time.advance(Duration.ofMinutes(20));

      assertThat(rig.quotas.checkQuota(id("a"), CORE).outcome().word()).isEqualTo("proceed");
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void check_theFetchFailed_isNotRepeatedForEachCallerAndSaysWhy() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(500));

      Decision first = rig.quotas.checkQuota(id("a"), CORE);
      Decision second = rig.quotas.checkQuota(id("a"), CORE);

      assertThat(List.of(first, second)).allMatch(d -> d.outcome().word().equals("unknown"));
      assertThat(second.reason()).contains("server-error");
      assertThat(rig.transport.calls("a")).isEqualTo(1);

      rig.transport.behave("a");
      rig.time.advance(Duration.ofSeconds(80));
      assertThat(rig.quotas.checkQuota(id("a"), CORE).outcome().word()).isEqualTo("proceed");
    }
  }

  @Test
  void check_accountIsOffOrWaitsForAPerson_isExhaustedWithTheReasonAndFetchesNothing() {
    try (var rig = Rig.with(Rig.account("off").withEnabled(false), Rig.account("a"))) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.checkQuota(id("a"), CORE);

      Decision off = rig.quotas.checkQuota(id("off"), CORE);
      Decision marked = rig.quotas.checkQuota(id("a"), CORE);

      assertThat(List.of(off, marked))
          .allMatch(d -> d.outcome().equals(new QuotaDecision.Exhausted(Moment.unstated())));
      assertThat(off.reason()).contains("switched off");
      assertThat(marked.reason()).contains("a person must act");
      assertThat(rig.transport.sent()).hasSize(1);
    }
  }

  @Test
  void check_lowAndSpent_saysSoWithTheReset() {
    try (var rig = Rig.of("a")) {
      var reset = Moment.at(Rig.START.plus(Duration.ofMinutes(30)));
      rig.transport.answer("a", Rig.github(499));
      assertThat(rig.quotas.checkQuota(id("a"), CORE).outcome())
          .isEqualTo(new QuotaDecision.LowQuota(0.0998, reset));

      rig.time.advance(Duration.ofSeconds(1));
      rig.transport.answer("a", Rig.github(0));
      rig.quotas.syncAllQuotas();
      assertThat(rig.quotas.checkQuota(id("a"), CORE).outcome())
          .isEqualTo(new QuotaDecision.Exhausted(reset));
    }
  }

  @Test
  void decide_nothingKnown_isUnknownAndNeverFetches() {
    try (var rig = Rig.of("a")) {
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("unknown");
      assertThat(rig.transport.sent()).isEmpty();
    }
  }

  @Test
  void anything_ofAnAccountThatThereIsNot_isAnUnknownAccount() {
    try (var rig = Rig.of("a")) {
      assertThatThrownBy(() -> rig.quotas.checkQuota(id("z"), CORE))
          .isInstanceOf(UnknownAccountException.class)
          .hasMessageContaining("\"z\"");
      assertThatThrownBy(() -> rig.quotas.syncAccountQuota(id("z")))
          .isInstanceOf(UnknownAccountException.class);
    }
  }

  @Test
  void tier_told_isCachedUntilClearedAndAFailureLeavesTheOldOne() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.script("a", CloudCodeAnswers.plan("g1-pro-tier"));
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);
      int calls = rig.transport.calls("a");
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);
      assertThat(rig.transport.calls("a")).isEqualTo(calls);

      rig.transport.answer("a", FakeTransport.status(500));
      rig.quotas.syncAllQuotas();
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);

      rig.transport.script("a", CloudCodeAnswers.plan("g1-ultra-tier"));
      rig.quotas.syncAllQuotas();
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.ULTRA);

      rig.quotas.clearTierCache();
      rig.transport.script("a", CloudCodeAnswers.plan("free-tier"));
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.FREE);
    }
  }

  @Test
  void tier_providerNamesNone_isAskedOnce() {
    try (var rig = Rig.of("a")) {
      assertThat(rig.quotas.subscriptionTier(id("a"))).isEmpty();
      assertThat(rig.quotas.subscriptionTier(id("a"))).isEmpty();
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void tier_declared_winsAndAsksNobody() {
    Account base = Rig.account("a");
    Account declared =
        new Account(
            base.id(),
            base.provider(),
            base.owner(),
            "",
            Plan.declared(SubscriptionTier.ULTRA),
            base.labels(),
            true,
            "",
            List.of(),
            base.secret());
    try (var rig = Rig.with(declared)) {
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.ULTRA);
      assertThat(rig.transport.sent()).isEmpty();
    }
  }

  @Test
  void tier_fetchJustFailed_isNotRepeatedForEachCallerUntilItIsDue() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.answer("a", FakeTransport.status(500));
      assertThat(rig.quotas.subscriptionTier(id("a"))).isEmpty();
      int calls = rig.transport.calls("a");
      assertThat(rig.quotas.subscriptionTier(id("a"))).isEmpty();
      assertThat(rig.transport.calls("a")).isEqualTo(calls);

      rig.time.advance(Duration.ofSeconds(80));
      rig.transport.script("a", CloudCodeAnswers.plan("g1-pro-tier"));
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);
    }
  }

  @Test
  void tier_accountIsOffOrLearnedFromTraffic_asksNobody() {
    try (var rig = Rig.with(Rig.account("off").withEnabled(false), Rig.account("o", "openai"))) {
      assertThat(rig.quotas.subscriptionTier(id("off"))).isEmpty();
      assertThat(rig.quotas.subscriptionTier(id("o"))).isEmpty();
      assertThat(rig.transport.sent()).isEmpty();
    }
  }

  @Test
  void tier_knownBeforeARestart_isToldWithoutAFetchUntilTheProviderTellsAnother() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.quotas.restorePlan(id("a"), new Plan("g1-pro-tier", "Pro"));
      rig.quotas.restorePlan(id("gone"), new Plan("g1-pro-tier", "Pro"));
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);
      assertThat(rig.transport.sent()).isEmpty();

      rig.transport.script("a", CloudCodeAnswers.plan("g1-ultra-tier"));
      rig.quotas.syncAllQuotas();
      rig.quotas.restorePlan(id("a"), new Plan("g1-pro-tier", "Pro"));
      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.ULTRA);
      assertThat(rig.quotas.status(id("a")).plan().id()).isEqualTo("g1-ultra-tier");
    }
  }

  @Test
  void tier_noneWasKnownBeforeARestart_isStillAskedFor() {
    Account account = Rig.account("a", "cloud-code").withProject("bamboo");
    try (var rig = Rig.with(account)) {
      rig.transport.script("a", CloudCodeAnswers.plan("g1-pro-tier"));
      rig.quotas.restorePlan(id("a"), Plan.NONE);

      assertThat(rig.quotas.subscriptionTier(id("a"))).contains(SubscriptionTier.PRO);
    }
  }
}
