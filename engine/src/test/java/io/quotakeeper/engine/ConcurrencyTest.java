package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.CORE;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  private static final int ACCOUNTS = 8;
  private static final int THREADS = 12;
  private static final int ROUNDS = 40;
  private static final AtomicInteger CALLS = new AtomicInteger();

  @Test
  void manager_usedByManyThreads_neverHasTwoCallsOfACredentialAndEndsTrue() throws Exception {
    List<Account> all = IntStream.range(0, ACCOUNTS).mapToObj(i -> Rig.account("a" + i)).toList();
    try (var rig = Rig.with(all.toArray(Account[]::new));
        ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(account -> rig.transport.script(account.id().value(), _ -> later(answering)));
      rig.quotas.startBackgroundMonitor();
      List<Future<?>> users = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int thread = 0; thread < THREADS; thread++) {
          long seed = thread;
          users.add(threads.submit(() -> use(rig, all, new Random(seed))));
        }
      }
      for (Future<?> user : users) {
        user.get();
      }

      rig.quotas.replaceAccounts(all);
      all.forEach(account -> rig.transport.answer(account.id().value(), Rig.github(1234)));
      rig.time.advance(Duration.ofSeconds(1));
      rig.settle();
      assertThat(rig.quotas.syncAllQuotas().successes()).isEqualTo(ACCOUNTS);
      assertThat(all).allMatch(account -> rig.left(account.id().value()) == 1234 / 5000.0);
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
      assertThat(rig.transport.underWay()).isZero();
      assertThat(rig.quotas.engine().roster().book().all())
          .allMatch(watched -> watched.flight().isEmpty());
    }
  }

  private static void use(Rig rig, List<Account> all, Random random) {
    var tokens = new TokenManager(rig.quotas);
    for (int round = 0; round < ROUNDS; round++) {
      Account account = all.get(random.nextInt(all.size()));
      switch (random.nextInt(7)) {
        case 0 -> rig.quotas.syncAllQuotas();
        case 1 -> quietly(() -> rig.quotas.syncAccountQuota(account.id()));
        case 2 -> quietly(() -> rig.quotas.checkQuota(account.id(), CORE));
        case 3 ->
            quietly(() ->
                rig.quotas.observe(
                    account.id(), "", rig.traffic(200, random.nextInt(5000)), rig.time.now()));
        case 4 -> {
          List<Account> some = new ArrayList<>(all);
          some.remove(random.nextInt(some.size()));
          some.replaceAll(a -> random.nextInt(20) == 0 ? a.withProject("p" + a.id()) : a);
          rig.quotas.replaceAccounts(some);
        }
        case 5 -> tokens.tokenWithQuota("group:core", "s" + random.nextInt(3));
        default -> {
          assertThat(rig.quotas.statuses()).hasSizeBetween(ACCOUNTS - 1, ACCOUNTS);
          assertThat(rig.quotas.monitorStats().exhaustedQuotas()).isNotNegative();
          rig.quotas.allQuotas();
        }
      }
    }
  }

  /** An account that another thread has just removed is told so, and nothing else is thrown. */
  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (UnknownAccountException gone) {
      assertThat(gone).hasMessageContaining("no account");
    }
  }

  private static CompletableFuture<Answer> later(ExecutorService executor) {
    boolean fails = CALLS.getAndIncrement() % 10 == 3;
    return CompletableFuture.supplyAsync(
        () -> fails ? FakeTransport.status(500) : Rig.github(4000), executor);
  }

  @Test
  void single_manyThreadsAtOnce_shareFlightsAndEachHearsTheEnd() throws Exception {
    try (var rig = Rig.of("a");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.transport.script(
          "a", _ -> CompletableFuture.supplyAsync(() -> Rig.github(4000), threads));
      List<Future<SyncReport>> reports = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        reports.add(threads.submit(() -> rig.quotas.syncAccountQuota(id("a"))));
      }
      for (Future<SyncReport> report : reports) {
        assertThat(report.get().outcome().isSuccess()).isTrue();
      }
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
      assertThat(rig.quotas.monitorStats().syncSuccessCount()).isEqualTo(rig.transport.calls("a"));
    }
  }
}
