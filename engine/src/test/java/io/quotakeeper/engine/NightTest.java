package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.NightUpstream.Mood;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten hours of simulated time: calls go wrong, pools reset, accounts come, go and change. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NightTest {

  private static final Duration NIGHT = Duration.ofHours(10);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int ACCOUNTS = 20;
  private static final int STEPS_TO_COUNT = 120;

  private static final Duration EPISODE = Duration.ofMinutes(6);

  /** The longest wait, a bad episode, the longest pause after it, and one deadline. */
  private static final Duration LONGEST_SILENCE =
      Rig.settings(1).quiet().plus(EPISODE).plus(Duration.ofMinutes(10)).plusSeconds(30);

  private static final Pattern WARNING =
      Pattern.compile("WARN (Low|Exhausted) quota account=(\\S+) scope=group:(\\S+) .*");

  private final ManualTime time = new ManualTime(Rig.START);
  private final CrossingOracle oracle = new CrossingOracle();
  private final LinesLogger log = new LinesLogger();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Instant> episodes = new HashMap<>();
  private final Map<String, Instant> ended = new HashMap<>();
  private int changes;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_260_301})
  void night_ofMisbehaviourAndReloads_growsNothingLosesNobodyAndWarnsOncePerCrossing(long seed) {
    var random = new Random(seed);
    var upstream = new NightUpstream(time, oracle, seed);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var ports = new Engine.Ports(upstream, time, time, new Random(seed), executor);
      Engine engine = Engine.of(ports, Adapters.shipped(), Rig.settings(8), LoginStore.none(), log);
      try (var quotas = new QuotaManager(engine, List.of())) {
        for (int i = 0; i < ACCOUNTS; i++) {
          join("account-" + i, upstream, random);
        }
        quotas.replaceAccounts(accounts.values());
        quotas.startBackgroundMonitor();
        pass(NIGHT, new Night(quotas, engine, upstream, random));
      }
    }
    List<String> said =
        log.lines().stream()
            .map(WARNING::matcher)
            .filter(Matcher::matches)
            .map(NightTest::said)
            .toList();
    assertThat(said).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(oracle.due());
  }

  private record Night(QuotaManager quotas, Engine engine, NightUpstream upstream, Random random) {}

  private static String said(Matcher warning) {
    return warning.group(1) + " " + warning.group(2) + " " + warning.group(3);
  }

  private void pass(Duration span, Night night) {
    settle(night);
    long steps = span.dividedBy(STEP);
    for (long i = 1; i <= steps; i++) {
      time.advance(STEP);
      settle(night);
      night.upstream.burn();
      endEpisodes(night);
      happen(night);
      settle(night);
      assertNobodyIsLost(night);
      if (i % STEPS_TO_COUNT == 0) {
        assertNothingGrew(night);
      }
    }
  }

  /** Each account meets trouble about once in 50 minutes, and traffic every minute or so. */
  private void happen(Night night) {
    for (String account : List.copyOf(accounts.keySet())) {
      int chance = night.random.nextInt(600);
      if (chance == 0 && isWell(account, night)) {
        Mood[] moods = Mood.values();
        night.upstream.mood(account, moods[1 + night.random.nextInt(moods.length - 1)]);
        episodes.put(account, time.now().plus(EPISODE));
      } else if (chance < 6) {
        night.quotas.observe(
            new AccountId(account), "core", night.upstream.traffic(account), time.now());
      }
    }
    switch (night.random.nextInt(400)) {
      case 0 -> replaceOne(night);
      case 1 -> changeOne(night, anyAccount(night));
      default -> {}
    }
  }

  /** Whether it was polled since it was in trouble last. */
  private boolean isWell(String account, Night night) {
    return night.upstream.mood(account) == Mood.GOOD
        && night.upstream.lastGood(account).isAfter(ended.getOrDefault(account, Instant.MIN));
  }

  /** Whoever was refused for its credential gets a new one. */
  private void endEpisodes(Night night) {
    for (String account : List.copyOf(accounts.keySet())) {
      Instant end = episodes.get(account);
      if (end != null && !time.now().isBefore(end)) {
        episodes.remove(account);
        ended.put(account, time.now());
        boolean refused = night.upstream.mood(account) == Mood.UNAUTHORIZED;
        night.upstream.mood(account, Mood.GOOD);
        if (refused) {
          changeOne(night, account);
          night.upstream.expect(account);
        }
      }
    }
  }

  private void replaceOne(Night night) {
    String gone = anyAccount(night);
    accounts.remove(gone);
    episodes.remove(gone);
    night.quotas.replaceAccounts(accounts.values());
    settle(night);
    oracle.forget(gone);
    join("late-" + changes++, night.upstream, night.random);
    night.quotas.replaceAccounts(accounts.values());
  }

  private void changeOne(Night night, String account) {
    Account before = Objects.requireNonNull(accounts.get(account));
    accounts.put(
        account,
        new Account(
            before.id(),
            before.provider(),
            before.owner(),
            before.project(),
            before.declared(),
            Map.of("change", String.valueOf(changes++)),
            true,
            before.baseUrl(),
            before.limits(),
            before.secret()));
    night.quotas.replaceAccounts(accounts.values());
  }

  private void join(String account, NightUpstream upstream, Random random) {
    accounts.put(account, Rig.account(account));
    upstream.add(account, Duration.ofMinutes(31 + random.nextInt(29)));
  }

  private String anyAccount(Night night) {
    List<String> ids = List.copyOf(accounts.keySet());
    return ids.get(night.random.nextInt(ids.size()));
  }

  private void assertNobodyIsLost(Night night) {
    for (String account : accounts.keySet()) {
      if (night.upstream.mood(account) != Mood.UNAUTHORIZED) {
        assertThat(Duration.between(night.upstream.lastGood(account), time.now()))
            .as("silence of " + account)
            .isLessThan(LONGEST_SILENCE);
      }
    }
  }

  private void assertNothingGrew(Night night) {
    Engine engine = night.engine;
    int underWay = night.upstream.waiting();
    int most = accounts.size();
    assertThat(engine.roster().book().all()).hasSize(most);
    assertThat(engine.ledger().owners().size()).isLessThanOrEqualTo(most);
    assertThat(night.quotas.monitorStats().cachedQuotas()).isLessThanOrEqualTo(2 * most);
    assertThat(engine.roster().warned()).isLessThanOrEqualTo(most);
    assertThat(engine.flights().underWay()).isEqualTo(underWay);
    // The next turn, and for each call that waits its deadline and its late answer.
    assertThat(time.pending()).isLessThanOrEqualTo(1 + 2 * most);
  }

  private static void settle(Night night) {
    if (!isSettled(night)) {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> isSettled(night));
    }
  }

  private static boolean isSettled(Night night) {
    Collection<Watched> all = night.engine.roster().book().all();
    return all.stream()
        .allMatch(w -> w.flight().isEmpty() || night.upstream.isWaiting(w.id().value()));
  }
}
