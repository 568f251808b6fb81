package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * GitHub over a night: pools that burn and are full again every hour, and calls that go wrong for a
 * while. It knows the truth, and tells {@link CrossingOracle} whatever of it was delivered.
 * Thread-safe.
 */
final class NightUpstream implements Transport {

  static final int LIMIT = 5000;
  static final String[] POOLS = {"core", "graphql"};

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final int MOST_BURNT = 20;

  /** What the quota calls of an account meet. */
  enum Mood {
    GOOD,
    SLOW,
    HANGS,
    BREAKS,
    FAILS,
    THROTTLED,
    GARBAGE,
    UNAUTHORIZED
  }

  private final ManualTime time;
  private final CrossingOracle oracle;
  private final Map<String, Pool> pools = new TreeMap<>();
  private final Map<String, Mood> moods = new HashMap<>();
  private final Map<String, Instant> lastGood = new HashMap<>();
  private final Map<String, CompletableFuture<Answer>> pending = new HashMap<>();
  private final Random burning;

  NightUpstream(ManualTime time, CrossingOracle oracle, long seed) {
    this.time = time;
    this.oracle = oracle;
    this.burning = new Random(seed);
  }

  private static final class Pool {
    private int left = LIMIT;
    private Instant reset;

    Pool(Instant reset) {
      this.reset = reset;
    }

    CrossingOracle.Told told(Instant sentAt, Instant now) {
      if (!now.isBefore(reset)) {
        left = LIMIT;
        reset = reset.plus(PERIOD);
      }
      return new CrossingOracle.Told((double) left / LIMIT, reset, sentAt);
    }
  }

  synchronized void add(String account, Duration firstReset) {
    for (String pool : POOLS) {
      pools.put(account + "/" + pool, new Pool(time.now().plus(firstReset)));
    }
    moods.put(account, Mood.GOOD);
    lastGood.put(account, time.now());
  }

  synchronized void mood(String account, Mood mood) {
    moods.put(account, mood);
  }

  synchronized Mood mood(String account) {
    return moods.getOrDefault(account, Mood.GOOD);
  }

  /**
   * Every pool loses a little: it is low after 39 minutes or so, spent after 44, and never both
   * full and low within the longest silence.
   */
  synchronized void burn() {
    pools.values().forEach(p -> p.left = Math.max(0, p.left - burning.nextInt(MOST_BURNT)));
  }

  synchronized Instant lastGood(String account) {
    return lastGood.getOrDefault(account, Instant.MIN);
  }

  /** From now on the account is to be polled, whatever was before. */
  synchronized void expect(String account) {
    lastGood.put(account, time.now());
  }

  /** Whether a call of the account waits, and goes on only when time passes. */
  synchronized boolean isWaiting(String account) {
    CompletableFuture<Answer> call = pending.get(account);
    return call != null && !call.isDone();
  }

  synchronized int waiting() {
    pending.values().removeIf(CompletableFuture::isDone);
    return pending.size();
  }

  /** What traffic on the core pool is told: the truth, and a refusal when nothing is left. */
  synchronized Reply traffic(String account) {
    Instant now = time.now();
    Pool pool = pool(account, "core");
    CrossingOracle.Told told = pool.told(now, now);
    oracle.delivered(new AccountId(account), "core", told, now);
    Headers headers =
        Headers.none()
            .with("x-ratelimit-resource", "core")
            .with("x-ratelimit-limit", String.valueOf(LIMIT))
            .with("x-ratelimit-remaining", String.valueOf(pool.left))
            .with("x-ratelimit-reset", String.valueOf(pool.reset.getEpochSecond()));
    return new Reply(Adapter.TRAFFIC, pool.left == 0 ? 403 : 200, headers, "", now);
  }

  @Override
  public synchronized CompletableFuture<Answer> send(CallRequest request) {
    String account =
        request.headers().get("Authorization").orElse("").replaceFirst("^Bearer token-of-", "");
    return switch (mood(account)) {
      case GOOD -> {
        var answer = new CompletableFuture<Answer>();
        deliver(account, now(account), answer);
        yield answer;
      }
      case SLOW -> {
        var answer = waiting(account);
        Map<String, CrossingOracle.Told> seen = now(account);
        var _ = time.after(Duration.ofSeconds(12), () -> deliver(account, seen, answer));
        yield answer;
      }
      case HANGS -> waiting(account);
      case BREAKS ->
          CompletableFuture.failedFuture(
              new TransportException(TransportException.Kind.NETWORK, "it broke off"));
      case FAILS -> CompletableFuture.completedFuture(FakeTransport.status(503));
      case THROTTLED ->
          CompletableFuture.completedFuture(
              new Answer(429, Headers.none().with("Retry-After", "120"), "{}"));
      case GARBAGE -> CompletableFuture.completedFuture(FakeTransport.json("{\"resources\": 7"));
      case UNAUTHORIZED -> CompletableFuture.completedFuture(FakeTransport.status(401));
    };
  }

  private CompletableFuture<Answer> waiting(String account) {
    var answer = new CompletableFuture<Answer>();
    pending.put(account, answer);
    return answer;
  }

  private Map<String, CrossingOracle.Told> now(String account) {
    Instant now = time.now();
    Map<String, CrossingOracle.Told> seen = new TreeMap<>();
    for (String name : POOLS) {
      seen.put(name, pool(account, name).told(now, now));
    }
    return seen;
  }

  private synchronized void deliver(
      String account, Map<String, CrossingOracle.Told> seen, CompletableFuture<Answer> answer) {
    var body = new StringBuilder("{\"resources\": {");
    seen.forEach((name, told) -> {
      long left = Math.round(told.left() * LIMIT);
      body.append(body.charAt(body.length() - 1) == '{' ? "" : ",")
          .append(
              "\"%s\": {\"limit\": %d, \"remaining\": %d, \"used\": %d, \"reset\": %d}"
                  .formatted(name, LIMIT, left, LIMIT - left, told.reset().getEpochSecond()));
    });
    Instant now = time.now();
    if (answer.complete(FakeTransport.json(body.append("}}").toString()))) {
      seen.forEach((name, told) -> oracle.delivered(new AccountId(account), name, told, now));
      lastGood.put(account, now);
    }
  }

  private Pool pool(String account, String name) {
    Pool pool = pools.get(account + "/" + name);
    if (pool == null) {
      throw new IllegalArgumentException("no account " + account);
    }
    return pool;
  }

  @Override
  public void close() {}
}
