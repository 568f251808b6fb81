package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class LeaseManagerTest {

  private static final String SUBJECT = "group:core";
  private static final LeaseRequest ONE = LeaseRequest.of("chat", SUBJECT);
  private static final LeaseOutcome USED = new LeaseOutcome.Used(Map.of());

  /** A pool of these accounts in the order in which they are used, each with so many left. */
  private static Rig rig(Map<String, Integer> left, String... ids) {
    Rig rig = Rig.of(ids);
    left.forEach((account, requests) -> rig.transport.answer(account, Rig.github(requests)));
    rig.quotas.syncAllQuotas();
    rig.quotas.leases().pools(List.of(pool(ids)));
    return rig;
  }

  private static Pool pool(String... ids) {
    List<AccountId> accounts = java.util.Arrays.stream(ids).map(Rig::id).toList();
    return Pool.of("chat", accounts).withStrategy(Strategy.FILL_FIRST);
  }

  private static LeaseGrant.Granted granted(LeaseGrant grant) {
    assertThat(grant).isInstanceOf(LeaseGrant.Granted.class);
    return (LeaseGrant.Granted) grant;
  }

  private static Lease lease(Rig rig, LeaseRequest request) {
    return granted(rig.quotas.leases().lease(request)).lease();
  }

  private static LeaseGrant.NoneLeft none(Rig rig, LeaseRequest request) {
    LeaseGrant grant = rig.quotas.leases().lease(request);
    assertThat(grant).isInstanceOf(LeaseGrant.NoneLeft.class);
    return (LeaseGrant.NoneLeft) grant;
  }

  @Test
  void theLastUnit_isGivenOnce_andTheNextAccountServes() {
    try (var rig = rig(Map.of("a", 1, "b", 1), "a", "b")) {
      assertThat(lease(rig, ONE).account()).isEqualTo(id("a"));
      assertThat(lease(rig, ONE).account()).isEqualTo(id("b"));
      LeaseGrant.NoneLeft none = none(rig, ONE);
      assertThat(none.why().passedOver()).extracting(v -> v.reason()).containsOnly(Reason.HELD);
      assertThat(none.retryAt())
          .as("others may give back")
          .isEqualTo(Moment.at(Rig.START.plusSeconds(1)));
    }
  }

  @Test
  void whatWasUsed_isCountedDown_andWhatWasNotSent_isGivenBack() {
    try (var rig = rig(Map.of("a", 2), "a")) {
      rig.time.advance(Duration.ofSeconds(1));
      Lease first = lease(rig, ONE);
      Lease second = lease(rig, ONE);
      rig.quotas.leases().settle(first.id(), USED);
      rig.quotas.leases().settle(second.id(), new LeaseOutcome.Ignored());
      assertThat(rig.left("a")).isEqualTo(1 / 5000.0);
      lease(rig, ONE);
      none(rig, ONE);
    }
  }

  @Test
  void anOutcome_countsOnce() {
    try (var rig = rig(Map.of("a", 2), "a")) {
      Lease lease = lease(rig, ONE);
      rig.quotas.leases().settle(lease.id(), USED);
      assertThatThrownBy(() -> rig.quotas.leases().settle(lease.id(), USED))
          .isInstanceOf(UnknownLeaseException.class);
      assertThat(rig.quotas.leases().underWay()).isZero();
    }
  }

  @Test
  void aForgottenLease_endsByItself_andCountsAsUsed() {
    try (var rig = rig(Map.of("a", 2), "a")) {
      rig.time.advance(Duration.ofSeconds(1));
      lease(rig, ONE);
      assertThat(rig.quotas.leases().underWay()).isOne();
      rig.time.advance(Duration.ofMinutes(11));
      assertThat(rig.quotas.leases().underWay()).as("though nobody asked").isZero();
      assertThat(rig.left("a")).isEqualTo(1 / 5000.0);
    }
  }

  @Test
  void anAnswer_tellsWhatIsLeft_andARefusal_movesOn() {
    try (var rig = rig(Map.of("a", 100, "b", 50), "a", "b")) {
      rig.time.advance(Duration.ofSeconds(1));
      Lease served = lease(rig, ONE);
      rig.quotas
          .leases()
          .settle(served.id(), new LeaseOutcome.Answered(rig.traffic(200, 42), Map.of()));
      assertThat(rig.left("a")).as("the answer counts itself").isEqualTo(42 / 5000.0);

      rig.time.advance(Duration.ofSeconds(1));
      Lease refused = lease(rig, ONE);
      assertThat(refused.account()).isEqualTo(id("a"));
      rig.quotas
          .leases()
          .settle(refused.id(), new LeaseOutcome.Answered(rig.traffic(429, 0), Map.of()));
      assertThat(lease(rig, ONE).account()).isEqualTo(id("b"));
    }
  }

  @Test
  void oneThatIsNotWanted_isPassedOver_evenIfNoOtherIsLeft() {
    try (var rig = rig(Map.of("a", 9, "b", 9), "a", "b")) {
      assertThat(lease(rig, ONE.withExcept(Set.of(id("a")))).account()).isEqualTo(id("b"));
      LeaseGrant.NoneLeft none = none(rig, ONE.withExcept(Set.of(id("a"), id("b"))));
      assertThat(none.why().passedOver()).extracting(v -> v.reason()).containsOnly(Reason.TRIED);
    }
  }

  @Test
  void noneIsLeft_tellsTheEarliestReset() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.answer("a", Rig.github(0, Rig.START.plusSeconds(600)));
      rig.transport.answer("b", Rig.github(0, Rig.START.plusSeconds(300)));
      rig.quotas.syncAllQuotas();
      rig.quotas.leases().pools(List.of(pool("a", "b")));
      assertThat(none(rig, ONE).retryAt()).isEqualTo(Moment.at(Rig.START.plusSeconds(300)));
      rig.time.advance(Duration.ofSeconds(301));
      assertThat(lease(rig, ONE).account())
          .as("what is past its reset is unknown")
          .isEqualTo(id("b"));
    }
  }

  @Test
  void lessIsLeftThanOneTakes_tellsTheReset_andNotASecond() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", Rig.github(2, Rig.START.plusSeconds(600)));
      rig.quotas.syncAllQuotas();
      rig.quotas.leases().pools(List.of(pool("a")));
      LeaseRequest three = ONE.withEstimate(Map.of(Unit.REQUESTS, 3.0));
      assertThat(none(rig, three).retryAt()).isEqualTo(Moment.at(Rig.START.plusSeconds(600)));
    }
  }

  @Test
  void oneThatGivesQuotaBackEarly_isSeenWithinAnInterval_onceRequestsAreTurnedAway() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", Rig.github(0, Rig.START.plus(Duration.ofMinutes(55))));
      rig.quotas.leases().pools(List.of(pool("a")));
      try (MonitorHandle _ = rig.quotas.startBackgroundMonitor()) {
        rig.settle();
        Watched watched = rig.quotas.engine().roster().book().find(id("a")).orElseThrow();
        watched.progress(known -> known.withDue(Due.in(Duration.ofMinutes(50), rig.time.nanos())));
        rig.transport.answer("a", Rig.github(5000, Rig.START.plus(Duration.ofMinutes(55))));
        none(rig, ONE);
        assertThat(rig.quotas.status(id("a")).nextSyncReason()).isEqualTo(NextSyncReason.WANTED);
        rig.pass(Rig.INTERVAL.plusSeconds(1));
        assertThat(lease(rig, ONE).account()).isEqualTo(id("a"));
      }
    }
  }

  @Test
  void aSession_keepsItsAccount_andMovesOnce_withTheReason() {
    try (var rig = rig(Map.of("a", 5, "b", 90), "a", "b")) {
      LeaseRequest talk = ONE.withSession("talk");
      assertThat(lease(rig, talk).account()).isEqualTo(id("a"));
      rig.quotas.leases().pools(List.of(pool("b", "a")));
      assertThat(lease(rig, ONE).account()).isEqualTo(id("b"));
      LeaseGrant.Granted kept = granted(rig.quotas.leases().lease(talk));
      assertThat(kept.lease().account()).isEqualTo(id("a"));
      assertThat(kept.cause()).isEqualTo(new LeaseCause.Session());

      rig.time.advance(Duration.ofSeconds(1));
      rig.transport.answer("a", Rig.github(0));
      rig.quotas.syncAllQuotas();
      LeaseGrant.Granted moved = granted(rig.quotas.leases().lease(talk));
      assertThat(moved.lease().account()).isEqualTo(id("b"));
      assertThat(moved.cause().text()).contains("moved from a (spent)");
      assertThat(granted(rig.quotas.leases().lease(talk)).cause())
          .isEqualTo(new LeaseCause.Session());
    }
  }

  @Test
  void aSession_waitsForAShortPause_ifToMoveCostsMore() {
    try (var rig = rig(Map.of("a", 50, "b", 50), "a", "b")) {
      Pool plain = pool("a", "b");
      rig.quotas
          .leases()
          .pools(
              List.of(
                  new Pool(
                      "chat",
                      plain.accounts(),
                      Strategy.FILL_FIRST,
                      Map.of(),
                      Map.of(),
                      Map.of(),
                      Map.of(),
                      Duration.ofSeconds(20))));
      LeaseRequest talk = ONE.withSession("talk");
      throttle(rig, lease(rig, talk), 15);

      Lease waiting = lease(rig, talk);
      assertThat(waiting.account()).isEqualTo(id("a"));
      assertThat(waiting.notBefore()).isEqualTo(rig.time.now().plusSeconds(15));
      assertThat(lease(rig, ONE).account()).as("of no session").isEqualTo(id("b"));
      throttle(rig, waiting, 60);
      assertThat(lease(rig, talk).account()).as("longer than it is worth").isEqualTo(id("b"));
    }
  }

  private static void throttle(Rig rig, Lease lease, int seconds) {
    rig.time.advance(Duration.ofSeconds(1));
    var reply =
        Reply.ofTraffic(
            429,
            Headers.none().with("retry-after", String.valueOf(seconds)),
            "{\"message\": \"You have exceeded a secondary rate limit.\"}",
            rig.time.now());
    rig.quotas.leases().settle(lease.id(), new LeaseOutcome.Answered(reply, Map.of()));
  }

  @Test
  void aFallback_isTaken_whenNoAccountIsLeftForTheModel() {
    try (var rig = rig(Map.of("a", 0), "a")) {
      Pool plain = pool("a");
      rig.quotas
          .leases()
          .pools(
              List.of(
                  new Pool(
                      "chat",
                      plain.accounts(),
                      Strategy.TIERED,
                      Map.of(),
                      Map.of(),
                      Map.of(),
                      Map.of(SUBJECT, List.of("group:search")),
                      Duration.ZERO)));
      Lease lease = lease(rig, ONE);
      assertThat(lease.model()).isEqualTo("group:search");
      assertThat(rig.quotas.leases().decisions(9, _ -> true))
          .extracting(LeaseDecision::model, decision -> decision.lease().isEmpty())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("group:search", false),
              org.assertj.core.groups.Tuple.tuple(SUBJECT, true));
    }
  }

  @Test
  void accountsOfOneOwner_shareWhatIsHeld() {
    Account one = owned("one");
    Account two = owned("two");
    try (var rig = Rig.with(one, two)) {
      rig.transport.answer("one", Rig.github(1));
      rig.transport.answer("two", Rig.github(1));
      rig.quotas.syncAllQuotas();
      rig.quotas.leases().pools(List.of(pool("one", "two")));
      lease(rig, ONE);
      none(rig, ONE);
    }
  }

  private static Account owned(String id) {
    Account plain = Rig.account(id);
    return new Account(
        plain.id(),
        plain.provider(),
        "shared",
        "",
        plain.declared(),
        Map.of(),
        true,
        "",
        List.of(),
        plain.secret());
  }

  @Test
  void anEstimate_isHeld_andItsUsage_takesItsPlace() {
    try (var rig = rig(Map.of("a", 10), "a")) {
      rig.time.advance(Duration.ofSeconds(1));
      Lease lease = lease(rig, ONE.withEstimate(Map.of(Unit.REQUESTS, 8.0)));
      none(rig, ONE.withEstimate(Map.of(Unit.REQUESTS, 3.0)));
      rig.quotas.leases().settle(lease.id(), new LeaseOutcome.Used(Map.of(Unit.REQUESTS, 3.0)));
      assertThat(rig.left("a")).isEqualTo(7 / 5000.0);
    }
  }

  @Test
  void poolsAndAccounts_changeUnderWay_andNothingIsLost() {
    try (var rig = rig(Map.of("a", 5, "b", 5), "a", "b")) {
      Lease lease = lease(rig, ONE);
      rig.quotas.replaceAccounts(List.of(Rig.account("b")));
      assertThat(lease(rig, ONE).account()).isEqualTo(id("b"));
      rig.quotas.leases().settle(lease.id(), USED);
      assertThatThrownBy(() -> rig.quotas.leases().lease(LeaseRequest.of("other", SUBJECT)))
          .isInstanceOf(UnknownPoolException.class);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rig.quotas.leases().pools(List.of(pool("a"), pool("b"))));
      assertThat(lease(rig, ONE).account()).as("the pools are as they were").isEqualTo(id("b"));
    }
  }

  @Test
  void anAccountThatIsSwitchedOff_isNotUsed() {
    try (var rig = Rig.with(Rig.account("off").withEnabled(false), Rig.account("on"))) {
      rig.quotas.syncAllQuotas();
      rig.quotas.leases().pools(List.of(pool("off", "on")));
      LeaseGrant.Granted granted = granted(rig.quotas.leases().lease(ONE));
      assertThat(granted.lease().account()).isEqualTo(id("on"));
      assertThat(granted.why().passedOver())
          .extracting(v -> v.reason())
          .containsOnly(Reason.BARRED);
    }
  }

  @Test
  void aLeasedToken_isOfTheNextAccount_whereOneCannotBeRead() {
    Account broken =
        Account.of(
            id("broken"),
            "github",
            (SecretSource)
                () -> {
                  throw new SecretUnavailableException("the file is gone");
                });
    try (var rig = Rig.with(broken, Rig.account("good"))) {
      rig.quotas.syncAllQuotas();
      rig.quotas.leases().pools(List.of(pool("broken", "good")));
      LeasedToken token = new TokenManager(rig.quotas).lease(ONE);
      assertThat(token).isInstanceOf(LeasedToken.Granted.class);
      var leased = (LeasedToken.Granted) token;
      assertThat(leased.lease().account()).isEqualTo(id("good"));
      assertThat(leased.secret()).isEqualTo(Secret.of("token-of-good"));
      assertThat(rig.quotas.leases().underWay()).as("the other was given back").isOne();

      rig.quotas.leases().pools(List.of(pool("broken")));
      assertThat(new TokenManager(rig.quotas).lease(ONE)).isInstanceOf(LeasedToken.NoneLeft.class);
    }
  }

  @Test
  void twoHundredAtOnce_forTheLastTen_exactlyTenAreServed() throws Exception {
    try (var rig = rig(Map.of("a", 6, "b", 4), "a", "b")) {
      var start = new CyclicBarrier(200);
      var served = new LongAdder();
      List<Callable<Integer>> callers =
          Collections.nCopies(
              200,
              () -> {
                start.await();
                if (rig.quotas.leases().lease(ONE) instanceof LeaseGrant.Granted) {
                  served.increment();
                }
                return 0;
              });
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Integer> end : threads.invokeAll(callers)) {
          assertThat(end.get()).isZero();
        }
      }
      assertThat(served.sum()).isEqualTo(10);
      assertThat(rig.quotas.leases().underWay()).isEqualTo(10);
    }
  }
}
