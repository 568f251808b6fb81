package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.CORE;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconfigureTest {

  private static final Adapters SHIPPED = Adapters.shipped();
  private static final MonitorSettings USUAL = Rig.settings(64);

  @Test
  void sameAgain_syncUnderWay_goesOnAndLands() throws Exception {
    try (var rig = Rig.of("a")) {
      var answer = new CompletableFuture<Answer>();
      rig.transport.script("a", _ -> answer);
      var sync = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      await().until(() -> rig.transport.calls("a") == 1);

      rig.quotas.reconfigure(SHIPPED, low(0.5), List.of(Rig.account("a"), Rig.account("b")));
      answer.complete(Rig.github(1000));

      assertThat(sync.get(10, TimeUnit.SECONDS).outcome().isSuccess()).isTrue();
      assertThat(rig.left("a")).isEqualTo(0.2);
      assertThat(rig.quotas.status(id("a")).lastSync()).isPresent();
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("low");
    }
  }

  @Test
  void sameAgain_scheduleBackOffAndMark_areKept() {
    try (var rig = Rig.of("fine", "fails", "paused", "marked")) {
      rig.transport.answer("fails", FakeTransport.status(500));
      rig.transport.answer(
          "paused", new Answer(429, Headers.none().with("Retry-After", "3600"), "{}"));
      rig.transport.answer("marked", FakeTransport.status(401));
      rig.quotas.syncAllQuotas();
      List<List<Object>> before =
          rig.quotas.statuses().stream().map(ReconfigureTest::told).toList();

      List<Account> more = new ArrayList<>(rig.quotas.accounts());
      more.add(Rig.account("new"));
      rig.quotas.reconfigure(SHIPPED, low(0.2), more);

      assertThat(rig.quotas.statuses())
          .extracting(ReconfigureTest::told)
          .containsAll(before)
          .hasSize(5);
      assertThat(rig.quotas.allQuotas()).hasSize(1);
    }
  }

  @Test
  void thresholds_changed_judgeAtOnce() {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("proceed");

      rig.quotas.reconfigure(SHIPPED, low(0.9), rig.quotas.accounts());

      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("low");
      assertThat(rig.quotas.quotas(id("a")).getFirst().level().word()).isEqualTo("low");
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void interval_shorter_isDueSoonerAndLonger_later() {
    try (var rig = Rig.of("a", "marked")) {
      rig.transport.answer("marked", FakeTransport.status(401));
      rig.quotas.startBackgroundMonitor();
      rig.settle();
      rig.quotas.reconfigure(SHIPPED, interval(Duration.ofSeconds(20)), rig.quotas.accounts());
      rig.pass(Duration.ofSeconds(24));
      assertThat(rig.transport.calls("a")).isEqualTo(2);

      rig.quotas.reconfigure(SHIPPED, interval(Duration.ofMinutes(10)), rig.quotas.accounts());
      rig.pass(Duration.ofMinutes(8));
      assertThat(rig.transport.calls("a")).isEqualTo(2);
      rig.pass(Duration.ofMinutes(4));
      assertThat(rig.transport.calls("a")).isEqualTo(3);
      assertThat(rig.transport.calls("marked")).isEqualTo(1);
    }
  }

  @Test
  void timeout_changed_holdsForTheNextSyncAndNotForTheOneUnderWay() throws Exception {
    try (var rig = Rig.of("a")) {
      rig.transport.hang("a");
      var first = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      await().until(() -> rig.transport.calls("a") == 1);
      rig.quotas.reconfigure(SHIPPED, timeout(Duration.ofSeconds(5)), rig.quotas.accounts());
      rig.time.advance(Duration.ofSeconds(10));
      assertThat(first).isNotDone();
      rig.time.advance(Duration.ofSeconds(20));
      assertThat(first.get(10, TimeUnit.SECONDS).outcome().toString()).contains("30.0 s");

      var second = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      await().until(() -> rig.transport.calls("a") == 2);
      rig.time.advance(Duration.ofSeconds(5));
      assertThat(second.get(10, TimeUnit.SECONDS).outcome().toString()).contains("5.0 s");
    }
  }

  @Test
  void slots_more_letWaitingSyncsGo() {
    try (var rig = Rig.with(builder -> builder.settings(Rig.settings(1)), Rig.account("a"))) {
      List<Account> three = List.of(Rig.account("a"), Rig.account("b"), Rig.account("c"));
      three.forEach(account -> rig.transport.hang(account.id().value()));
      rig.quotas.replaceAccounts(three);
      rig.quotas.startBackgroundMonitor();
      await().until(() -> rig.transport.underWay() == 1);

      rig.quotas.reconfigure(SHIPPED, Rig.settings(3), three);

      await().until(() -> rig.transport.underWay() == 3);
    }
  }

  @Test
  void adapter_changed_restartsItsAccountsAndNoOthers() throws Exception {
    Account own = Rig.account("o", "own");
    Account other = Rig.account("g");
    try (var rig = Rig.with(builder -> builder.adapters(with(own("/old", "x-*"))), own, other)) {
      rig.transport.answer("o", FakeTransport.json("{\"left\": 40, \"most\": 100}"));
      rig.quotas.syncAllQuotas();
      var hanging = new CompletableFuture<Answer>();
      rig.transport.script("g", _ -> hanging);
      rig.transport.script("o", _ -> new CompletableFuture<>());
      var ofOther = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("g")));
      var ofOwn = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("o")));
      await().until(() -> rig.transport.underWay() == 2);

      // Parsed anew, and the same: nothing begins anew.
      rig.quotas.reconfigure(with(own("/old", "x-*")), USUAL, List.of(own, other));
      assertThat(rig.transport.underWay()).isEqualTo(2);

      rig.quotas.reconfigure(with(own("/new", "x-*")), USUAL, List.of(own, other));
      assertThat(ofOwn.get(10, TimeUnit.SECONDS).outcome().cause()).isEqualTo("stopped");
      hanging.complete(Rig.github(500));
      assertThat(ofOther.get(10, TimeUnit.SECONDS).outcome().isSuccess()).isTrue();

      rig.transport.answer("o", FakeTransport.json("{\"left\": 30, \"most\": 100}"));
      assertThat(rig.quotas.syncAccountQuota(id("o")).outcome().isSuccess()).isTrue();
      assertThat(rig.transport.sent("o").getLast().path()).isEqualTo("/new");
    }
  }

  @Test
  void adapter_withOtherGroups_isAskedByTheLedgerToo() {
    Account own = Rig.account("o", "own");
    Scope model = Scope.model("y-1");
    try (var rig = Rig.with(builder -> builder.adapters(with(own("/q", "x-*"))), own)) {
      rig.quotas.reconfigure(with(own("/q", "y-*")), USUAL, List.of(own));
      rig.transport.answer("o", FakeTransport.json("{\"blocked\": \"yes\"}"));
      rig.quotas.syncAccountQuota(id("o"));
      assertThat(rig.quotas.decide(id("o"), model).outcome().word()).isEqualTo("exhausted");

      // A request that is served proves that its group is not refused any more; which group that
      // is, the new adapter knows.
      rig.time.advance(Duration.ofSeconds(1));
      rig.quotas.observe(
          id("o"),
          "y-1",
          new Reply(Adapter.TRAFFIC, 200, Headers.none(), "{}", rig.time.now()),
          rig.time.now());

      assertThat(rig.quotas.ledger().state(own.holder().owner()).refusals()).isEmpty();
    }
  }

  @Test
  void limits_changed_areStatedAnewAndDisturbNoSync() {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      AccountStatus before = rig.quotas.status(id("a"));
      Window window = new Window(Scope.model("x"), "rpd", Unit.REQUESTS);
      Reading limit = Reading.limit(window, Amount.cap(1500), Moment.unstated());

      rig.quotas.reconfigure(SHIPPED, USUAL, List.of(Rig.account("a").withLimits(List.of(limit))));

      assertThat(rig.quotas.quotas(id("a"))).hasSize(2);
      assertThat(rig.quotas.status(id("a")).nextSync()).isEqualTo(before.nextSync());
      assertThat(rig.quotas.status(id("a")).lastSync()).isEqualTo(before.lastSync());
      assertThat(rig.quotas.accounts().getFirst().limits()).containsExactly(limit);

      rig.quotas.reconfigure(SHIPPED, USUAL, List.of(Rig.account("a")));
      assertThat(rig.quotas.quotas(id("a"))).hasSize(1);
    }
  }

  @Test
  void invalid_accountOfAProviderThatIsTakenAway_changesNothing() {
    Account own = Rig.account("o", "own");
    try (var rig = Rig.with(builder -> builder.adapters(with(own("/q", "x-*"))), own)) {
      MonitorSettings before = rig.quotas.engine().settings();
      assertThatThrownBy(() -> rig.quotas.reconfigure(SHIPPED, low(0.9), List.of(own)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"own\"");

      assertThat(rig.quotas.engine().settings()).isEqualTo(before);
      rig.transport.answer("o", FakeTransport.json("{\"left\": 40, \"most\": 100}"));
      assertThat(rig.quotas.syncAccountQuota(id("o")).outcome().isSuccess()).isTrue();
      assertThat(rig.quotas.quotas(id("o")).getFirst().level().word()).isEqualTo("ok");
    }
  }

  @Test
  void again_inALoopWhileSyncsRun_losesNobodyAndNeverSyncsOneTwiceAtOnce() throws Exception {
    List<Account> all = IntStream.range(0, 8).mapToObj(i -> Rig.account("a" + i)).toList();
    Account steady = Rig.account("steady");
    try (var rig = Rig.with(all.toArray(Account[]::new));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = new CompletableFuture<Answer>();
      rig.transport.script("steady", _ -> answer);
      rig.quotas.replaceAccounts(plus(all, steady));
      var ofSteady = Rig.inBackground(() -> rig.quotas.syncAccountQuota(steady.id()));
      await().until(() -> rig.transport.calls("steady") == 1);
      for (Account account : all) {
        rig.transport.script(
            account.id().value(),
            _ -> CompletableFuture.supplyAsync(() -> Rig.github(4000), threads));
      }

      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        work.add(threads.submit(() -> reloadInALoop(rig, plus(all, steady), random)));
        work.add(threads.submit(() -> syncInALoop(rig, all, random)));
      }
      for (Future<?> one : work) {
        one.get();
      }

      answer.complete(Rig.github(1000));
      assertThat(ofSteady.get(10, TimeUnit.SECONDS).outcome().isSuccess())
          .as("two hundred reloads did not disturb it")
          .isTrue();
      rig.quotas.reconfigure(SHIPPED, USUAL, plus(all, steady));
      assertThat(rig.quotas.syncAllQuotas().successes()).isEqualTo(9);
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
      assertThat(rig.transport.calls("steady")).isEqualTo(2);
      await().until(() -> rig.transport.underWay() == 0);
    }
  }

  private static void reloadInALoop(Rig rig, List<Account> all, Random random) {
    for (int round = 0; round < 50; round++) {
      List<Account> next = new ArrayList<>(all);
      int changed = random.nextInt(all.size() - 1);
      next.set(changed, all.get(changed).withProject("p" + random.nextInt(3)));
      Duration interval = Duration.ofMinutes(1 + random.nextInt(9));
      MonitorSettings settings = interval(interval);
      rig.quotas.reconfigure(
          with(own("/" + random.nextInt(3), "x-*")),
          new MonitorSettings(
              interval,
              settings.timeout(),
              2 + random.nextInt(4) * 8,
              settings.freshness(),
              Thresholds.of(random.nextDouble())),
          next);
    }
  }

  private static void syncInALoop(Rig rig, List<Account> all, Random random) {
    for (int round = 0; round < 100; round++) {
      rig.quotas.syncAccountQuota(all.get(random.nextInt(all.size())).id());
      assertThat(rig.quotas.accounts()).hasSize(all.size() + 1);
    }
  }

  private static List<Object> told(AccountStatus status) {
    return List.of(
        status.account().id(),
        status.state(),
        status.reason(),
        status.nextSync(),
        status.lastSync().map(SyncReport::at));
  }

  private static List<Account> plus(List<Account> accounts, Account one) {
    List<Account> more = new ArrayList<>(accounts);
    more.add(one);
    return more;
  }

  private static MonitorSettings low(double share) {
    return new MonitorSettings(
        USUAL.interval(), USUAL.timeout(), 64, USUAL.freshness(), Thresholds.of(share));
  }

  private static MonitorSettings interval(Duration interval) {
    var freshness = new Freshness(interval.multipliedBy(2).plusSeconds(30), Duration.ofHours(24));
    return new MonitorSettings(interval, USUAL.timeout(), 64, freshness, USUAL.thresholds());
  }

  private static MonitorSettings timeout(Duration timeout) {
    return new MonitorSettings(
        USUAL.interval(), timeout, 64, USUAL.freshness(), USUAL.thresholds());
  }

  private static Adapters with(Adapter own) {
    return SHIPPED.with(List.of(own));
  }

  private static Adapter own(String path, String models) {
    return Adapter.parse(
        "own.yaml",
        """
        name: own
        summary: Credits of a service with models in groups.
        access: documented
        baseUrl: https://own.example
        auth: {header: Authorization, value: 'Bearer ${secret}'}
        subject: request-model
        groups:
          some: ['%s']
        chains:
          - {name: quota, calls: quota}
        calls:
          quota:
            request: {path: %s}
            expect: has("left")
            readings:
              - name: left
                each: .
                scope: account
                window: daily
                unit: requests
                amount: {remaining: .left, limit: .most}
        facts:
          blocked: .blocked?
        refusals:
          - name: blocked
            status: 200
            facts: {blocked: 'yes'}
            class: window-exhausted
            of: request
            scope: group:some
        """
            .formatted(models, path));
  }
}
