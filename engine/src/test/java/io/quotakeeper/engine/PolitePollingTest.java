package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often a provider is asked, what is said of it, and what is stale. */
class PolitePollingTest {

  private static final Duration LONG = Duration.ofMinutes(31);

  private static final Adapters SHY =
      Adapters.shipped()
          .with(
              List.of(
                  Adapter.parse(
                      "shy.yaml",
                      """
                      name: shy
                      summary: An API that may be asked every ten minutes.
                      access: documented
                      baseUrl: https://shy.example
                      auth: {header: Authorization, value: 'Bearer ${secret}'}
                      chains: [{name: quota, calls: [usage]}]
                      calls:
                        usage:
                          request: {path: /usage}
                          every: 10m
                          expect: has("left")
                          readings:
                            - name: day
                              each: .
                              scope: account
                              window: daily
                              unit: requests
                              amount: {limit: '100', remaining: .left}
                      """)));

  @Test
  void quietAccount_isAskedEverMoreRarely_andItsValueIsNotStaleMeanwhile() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", Rig.github(5000));
      rig.quotas.startBackgroundMonitor();
      rig.pass(Duration.ofHours(2));

      assertThat(rig.transport.calls("a")).isBetween(5, 8);
      assertThat(rig.quotas.status(id("a")).nextSyncReason()).isEqualTo(NextSyncReason.QUIET);
      for (int minute = 0; minute < 35; minute++) {
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.quotas.quotas(id("a"))).noneMatch(WindowView::stale);
      }
    }
  }

  @Test
  void quietAccount_whoseSyncsFail_isStaleAsSoonAsAnyOther() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", Rig.github(5000));
      rig.quotas.startBackgroundMonitor();
      rig.pass(Duration.ofHours(2));
      int before = rig.transport.calls("a");
      rig.transport.answer("a", FakeTransport.status(503));
      while (rig.transport.calls("a") == before) {
        rig.pass(Duration.ofSeconds(10));
      }

      assertThat(rig.quotas.quotas(id("a"))).allMatch(WindowView::stale);
      assertThat(rig.quotas.status(id("a")).nextSyncReason()).isEqualTo(NextSyncReason.BACK_OFF);
    }
  }

  @Test
  void limitedCall_isNotMadeSooner_whoeverAsks() {
    try (var rig = shy()) {
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      rig.pass(Duration.ofSeconds(599));

      assertThat(skipped(rig.quotas.syncAccountQuota(id("a"))).cause()).isEqualTo("provider-limit");
      assertThat(skipped(rig.quotas.syncAllQuotas().reports().getFirst()).until().instant())
          .contains(Rig.START.plus(Duration.ofMinutes(10)));
      rig.quotas.checkQuota(id("a"), Scope.account());
      assertThat(rig.transport.calls("a")).isEqualTo(1);

      rig.pass(Duration.ofSeconds(1));
      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void limitedCall_thatFailed_countsToo() {
    try (var rig = shy()) {
      rig.transport.answer("a", FakeTransport.status(503));
      rig.quotas.startBackgroundMonitor();
      rig.settle();
      rig.pass(Duration.ofSeconds(599));

      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.quotas.status(id("a")).nextSyncReason())
          .isEqualTo(NextSyncReason.PROVIDER_LIMIT);
    }
  }

  @Test
  void limitedCall_accountChangedWithItsCredentialKept_isStillLimited() {
    Account account = shyAccount();
    try (var rig = Rig.with(b -> b.adapters(SHY), account)) {
      answerShy(rig);
      rig.quotas.syncAccountQuota(id("a"));

      rig.quotas.replaceAccounts(List.of(labelled(account)));

      assertThat(skipped(rig.quotas.syncAccountQuota(id("a"))).cause()).isEqualTo("provider-limit");
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void limitedCall_answeredBeforeARestart_isNotMadeByTheStart() {
    Account account = shyAccount();
    OwnerState known;
    try (var rig = Rig.with(b -> b.adapters(SHY), account)) {
      answerShy(rig);
      rig.quotas.syncAccountQuota(id("a"));
      known = rig.quotas.ledger().state(account.holder().owner());
    }
    try (var rig = Rig.with(b -> b.adapters(SHY), account)) {
      answerShy(rig);
      rig.time.advance(Duration.ofMinutes(4));
      rig.quotas.restore(account.holder().owner(), known);
      rig.quotas.startBackgroundMonitor();
      rig.pass(Duration.ofSeconds(359));
      assertThat(rig.transport.sent()).isEmpty();

      rig.pass(Duration.ofSeconds(5));
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void traffic_tellingTheSame_putsTheCallOff_thoughNotForEver() {
    try (var told = Rig.of("a");
        var silent = Rig.of("a")) {
      for (Rig rig : List.of(told, silent)) {
        rig.quotas.startBackgroundMonitor();
        rig.settle();
      }
      boolean wasPutOff = false;
      int left = 4000;
      for (int minute = 0; minute < 28; minute++) {
        left -= 20;
        told.quotas.observe(id("a"), "", told.traffic(200, left), told.time.now());
        told.transport.answer("a", Rig.github(left));
        silent.transport.answer("a", Rig.github(left));
        told.pass(Duration.ofMinutes(1));
        silent.pass(Duration.ofMinutes(1));
        wasPutOff |= told.quotas.status(id("a")).nextSyncReason() == NextSyncReason.TOLD_BY_TRAFFIC;
      }
      assertThat(wasPutOff).isTrue();
      assertThat(told.transport.calls("a")).isLessThan(silent.transport.calls("a"));

      told.pass(LONG);
      assertThat(told.transport.calls("a")).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void traffic_tellingOfABurn_putsTheCallOffNoLongerThanTheBurnAllows() {
    try (var rig = Rig.of("a")) {
      rig.quotas.startBackgroundMonitor();
      rig.settle();
      int left = 4000;
      while (rig.quotas.status(id("a")).nextSyncReason() != NextSyncReason.TOLD_BY_TRAFFIC) {
        left -= 400;
        assertThat(left).as("what is left when a call was put off").isPositive();
        rig.quotas.observe(id("a"), "", rig.traffic(200, left), rig.time.now());
        rig.transport.answer("a", Rig.github(left));
        rig.pass(Duration.ofMinutes(1));
      }

      Duration untilLow = Duration.ofSeconds((left - 500) * 60L / 400);
      assertThat(rig.quotas.status(id("a")).nextSync().instant().orElseThrow())
          .isBefore(rig.time.now().plus(untilLow));
    }
  }

  @Test
  void traffic_tellingOfABurnWhileTheWaitIsLong_hasItLookedAtBeforeTheThreshold() {
    try (var rig = Rig.of("a")) {
      rig.quotas.startBackgroundMonitor();
      rig.settle();
      while (rig.quotas.status(id("a")).nextSyncReason() != NextSyncReason.QUIET) {
        rig.pass(Duration.ofMinutes(1));
      }
      int left = 4000;
      for (int minute = 0; minute < 4; minute++) {
        left -= 500;
        rig.quotas.observe(id("a"), "", rig.traffic(200, left), rig.time.now());
        rig.transport.answer("a", Rig.github(left));
        rig.pass(Duration.ofMinutes(1));
      }

      assertThat(rig.quotas.status(id("a")).nextSync().instant().orElseThrow())
          .isBefore(rig.time.now().plus(Duration.ofMinutes(3)));
    }
  }

  @Test
  void traffic_refusedCredentialWhileTheCallIsLimited_isConfirmedAsSoonAsItMayBe() {
    try (var rig = shy()) {
      rig.quotas.startBackgroundMonitor();
      rig.settle();
      rig.pass(Duration.ofMinutes(1));

      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.observe(id("a"), "", rig.traffic(401, 0), rig.time.now());

      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      rig.pass(Duration.ofSeconds(545));
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);
      assertThat(rig.quotas.status(id("a")).nextSyncReason())
          .isEqualTo(NextSyncReason.WAITING_FOR_PERSON);
    }
  }

  @Test
  void accountThatIsNotAsked_saysWhy() {
    Account off = disabled(Rig.account("off"));
    try (var rig = Rig.with(off, Rig.account("o", "openai"), Rig.account("new"))) {
      assertThat(rig.quotas.status(id("off")).nextSyncReason()).isEqualTo(NextSyncReason.DISABLED);
      assertThat(rig.quotas.status(id("o")).nextSyncReason())
          .isEqualTo(NextSyncReason.LEARNED_FROM_TRAFFIC);
      assertThat(rig.quotas.status(id("new")).nextSyncReason()).isEqualTo(NextSyncReason.START);
    }
  }

  private static Rig shy() {
    Rig rig = Rig.with(b -> b.adapters(SHY), shyAccount());
    answerShy(rig);
    return rig;
  }

  private static void answerShy(Rig rig) {
    rig.transport.answer("a", FakeTransport.json("{\"left\": 70}"));
  }

  private static Account shyAccount() {
    return Account.of(id("a"), "shy", SecretSource.of(Secret.of("token-of-a")));
  }

  private static SyncOutcome.Skipped skipped(SyncReport report) {
    assertThat(report.outcome()).isInstanceOf(SyncOutcome.Skipped.class);
    return (SyncOutcome.Skipped) report.outcome();
  }

  private static Account labelled(Account account) {
    return with(account, Map.of("team", "other"), true);
  }

  private static Account disabled(Account account) {
    return with(account, account.labels(), false);
  }

  private static Account with(Account account, Map<String, String> labels, boolean enabled) {
    return new Account(
        account.id(),
        account.provider(),
        account.owner(),
        account.project(),
        account.declared(),
        labels,
        enabled,
        account.baseUrl(),
        account.limits(),
        account.secret());
  }
}
