package io.quotakeeper.bench;

import io.quotakeeper.bench.DayAccount.Kind;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * A day of 200 accounts at ten providers, in simulated time: how often the monitor asks, and how
 * late it sees what matters, beside somebody who asks every five minutes. Both see the same
 * accounts, and both learn from the same traffic.
 */
public final class PollingDay {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int ACCOUNTS_EACH = 20;
  private static final int FIXED_SECONDS = 300;
  private static final int TRAFFIC_SECONDS = 60;

  private final Map<String, DayAccount> accounts = new LinkedHashMap<>();
  private final long seed;

  private PollingDay(long seed) {
    this.seed = seed;
    var random = new Random(seed);
    DayLoad[] loads = DayLoad.values();
    for (DayProvider provider : DayProvider.all()) {
      for (int i = 0; i < ACCOUNTS_EACH; i++) {
        String id = provider.name() + "-" + i;
        accounts.put(id, new DayAccount(id, provider, loads[i % loads.length], random));
      }
    }
  }

  /** Both ways, with the same accounts. */
  record Compared(DayTally fixed, DayTally planned) {}

  /**
   * Prints a table for each seed.
   *
   * @param args seeds; 1, 2 and 3 if none is given
   */
  public static void main(String[] args) {
    List<Long> seeds = new ArrayList<>();
    for (String arg : args) {
      seeds.add(Long.valueOf(arg));
    }
    for (long seed : seeds.isEmpty() ? List.of(1L, 2L, 3L) : seeds) {
      System.out.print(table(seed, compared(seed)));
    }
  }

  static Compared compared(long seed) {
    var day = new PollingDay(seed);
    return new Compared(day.fixed(), day.planned());
  }

  /** Somebody who asks each account every five minutes, each at its own second. */
  private DayTally fixed() {
    var tally = new DayTally(accounts.values());
    var random = new Random(seed);
    for (DayAccount account : accounts.values()) {
      int first = random.nextInt(FIXED_SECONDS);
      int end = DayAccount.STEPS * DayAccount.STEP_SECONDS;
      for (int second = 0; second < end; second++) {
        boolean asks = second % FIXED_SECONDS == first && account.provider().isPolled();
        if (asks) {
          tally.asked(account, second);
        }
        if (isTelling(account, second)) {
          tally.told(account, second);
        }
      }
    }
    return tally;
  }

  /** The monitor with its usual settings. */
  private DayTally planned() {
    var tally = new DayTally(accounts.values());
    var time = new ManualTime(START);
    try (var executor = new SameThread();
        var quotas =
            QuotaManager.builder()
                .adapters(
                    Adapters.shipped()
                        .with(DayProvider.all().stream().map(DayProvider::adapter).toList()))
                .accounts(accounts.values().stream().map(PollingDay::account).toList())
                .transport(new Upstream(time, tally))
                .time(time)
                .timer(time)
                .random(new Random(seed))
                .executor(executor)
                .build()) {
      quotas.startBackgroundMonitor();
      for (int step = 1; step < DayAccount.STEPS; step++) {
        time.advance(Duration.ofSeconds(DayAccount.STEP_SECONDS));
        long second = (long) step * DayAccount.STEP_SECONDS;
        accounts.values().stream()
            .filter(account -> isTelling(account, second))
            .forEach(account -> {
              tally.told(account, second);
              quotas.observe(new AccountId(account.id()), "", reply(account, time), time.now());
            });
      }
    }
    return tally;
  }

  private static Account account(DayAccount account) {
    SecretSource secret = SecretSource.of(Secret.of(account.id()));
    return Account.of(new AccountId(account.id()), account.provider().name(), secret);
  }

  /** An account that is used sends several requests a minute; one of them is looked at. */
  private static boolean isTelling(DayAccount account, long second) {
    return account.provider().tellsTraffic()
        && second % TRAFFIC_SECONDS == 0
        && account.isBusy(second);
  }

  private static Reply reply(DayAccount account, ManualTime time) {
    Headers headers = Headers.none();
    List<String> told = account.headers(second(time), START.getEpochSecond());
    for (int i = 0; i < told.size(); i += 2) {
      headers = headers.with(told.get(i), told.get(i + 1));
    }
    return Reply.ofTraffic(200, headers, "", time.now());
  }

  private static long second(ManualTime time) {
    return Duration.between(START, time.now()).toSeconds();
  }

  /** All providers, each with its own limit on the quota call. */
  private final class Upstream implements Transport {

    private final ManualTime time;
    private final DayTally tally;

    Upstream(ManualTime time, DayTally tally) {
      this.time = time;
      this.tally = tally;
    }

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      String token = request.headers().get("Authorization").orElseThrow();
      DayAccount account = accounts.get(token.substring("Bearer ".length()));
      if (account == null) {
        throw new IllegalStateException("a credential of nobody");
      }
      long second = second(time);
      boolean isAnswered = tally.asked(account, second);
      return CompletableFuture.completedFuture(
          isAnswered
              ? new Answer(200, Headers.none(), account.body(second, START.getEpochSecond()))
              : new Answer(429, Headers.none().with("Retry-After", "0"), ""));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static String table(long seed, Compared day) {
    var table = new StringBuilder("\nseed %d%n".formatted(seed));
    table.append("%-44s %14s %14s%n".formatted("", "every 5 min", "planned"));
    table.append(line("quota calls, each polled account", "%14.1f", day, DayTally::callsEach));
    for (DayLoad load : DayLoad.values()) {
      String name = "  of these, " + load.name().toLowerCase(Locale.ROOT);
      table.append(line(name, "%14.1f", day, tally -> tally.callsEach(load)));
    }
    table.append(line("calls that the provider's limit refused", "%14.0f", day, DayTally::refused));
    for (Kind kind : Kind.values()) {
      String name = kind == Kind.CROSSED ? "crossings of a threshold" : "returns of what was low";
      table.append(line(name, "%14.0f", day, t -> t.late(kind).count()));
      table.append(line("  seen after, mean s", "%14.1f", day, t -> t.late(kind).mean()));
      table.append(line("  seen after, 95 of 100, s", "%14.0f", day, t -> t.late(kind).most(0.95)));
      table.append(line("  seen after, worst s", "%14.0f", day, t -> t.late(kind).most(1)));
      table.append(
          line("  seen after 5 min", "%14.0f", day, t -> t.late(kind).beyond(FIXED_SECONDS)));
      table.append(
          line(
              "    of these, bursty",
              "%14.0f",
              day,
              t -> t.late(kind, Set.of(DayLoad.BURSTY)).beyond(FIXED_SECONDS)));
    }
    return table.toString();
  }

  private static String line(
      String name, String format, Compared day, ToDoubleFunction<DayTally> figure) {
    return "%-44s "
            .formatted(name)
            .concat(format.formatted(figure.applyAsDouble(day.fixed)))
            .concat(" ")
            .concat(format.formatted(figure.applyAsDouble(day.planned)))
        + "\n";
  }
}
