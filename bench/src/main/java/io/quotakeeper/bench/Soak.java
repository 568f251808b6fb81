package io.quotakeeper.bench;

import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A real server, in a process of its own with the launcher's flags, under an upstream that
 * misbehaves all the time. Samples what it holds, and judges at the end: nothing may have grown
 * from the second third to the last, no account may be lost, no warning may be said twice in a row.
 * Arguments: minutes, 20 if not given; seed, the clock's if not given.
 */
public final class Soak {

  private static final int ACCOUNTS = 60;
  private static final List<String> PROVIDERS = List.of("github", "cloud-code", "openrouter");
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int STEPS_A_SAMPLE = 10;

  private static final String HEAD =
      """
      monitor: {interval: 10s, timeout: 3s}
      providers: {cloud-code: {enabled: true}}
      outbound: {allow: [127.0.0.1]}\
      """;

  private Soak() {}

  /**
   * Runs it, prints a table and a verdict, and exits with 1 if the verdict is bad.
   *
   * @throws IOException if a process cannot be started, or ends early
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 20;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.out.printf(Locale.ROOT, "%.1f minutes, %d accounts, seed %d%n", minutes, ACCOUNTS, seed);
    ServerSetup setup = ServerSetup.inTemporaryFolder();
    boolean good;
    try (var time = new SystemTime();
        var upstream = SimulatedUpstream.start(time)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        String provider = PROVIDERS.get(i % PROVIDERS.size());
        upstream.add(SimulatedAccount.of("account-" + i, provider));
      }
      try (Child server = setup.start(HEAD, lines(upstream))) {
        var watched = new WatchedServer(server, setup.log());
        good = run(upstream, watched, Math.round(minutes * 60), new Random(seed));
      }
    }
    System.out.println("log: " + setup.log());
    System.exit(good ? 0 : 1);
  }

  private static List<ServerSetup.Line> lines(SimulatedUpstream upstream) {
    return upstream.accounts().stream()
        .map(LiveAccount::account)
        .map(a ->
            new ServerSetup.Line(
                a.id().value(), a.provider(), upstream.baseUrl(a.provider()), a.token().reveal()))
        .toList();
  }

  private static boolean run(
      SimulatedUpstream upstream, WatchedServer server, long steps, Random random)
      throws IOException, InterruptedException {
    List<SoakSample> samples = new ArrayList<>();
    var trouble = new SoakTrouble(upstream, random);
    System.out.println(SoakSample.HEAD);
    for (long i = 1; i <= steps; i++) {
      Thread.sleep(STEP);
      trouble.next();
      if (i % STEPS_A_SAMPLE == 0) {
        SoakSample sample = server.sample(Duration.ofSeconds(i), upstream.connections());
        samples.add(sample);
        System.out.println(sample.line());
      }
    }
    trouble.end();
    Map<String, Integer> before = new HashMap<>();
    upstream.accounts().forEach(a -> before.put(id(a), a.answered().count()));
    // The longest back-off is nine tenths of the age at which values are stale.
    Thread.sleep(Duration.ofSeconds(40));
    List<String> lost =
        upstream.accounts().stream()
            .filter(a -> a.answered().count() == before.getOrDefault(id(a), 0))
            .map(Soak::id)
            .toList();
    return new SoakVerdict(samples, lost, server.warnings()).print();
  }

  private static String id(LiveAccount account) {
    return account.account().id().value();
  }
}
