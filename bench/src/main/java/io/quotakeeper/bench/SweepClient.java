package io.quotakeeper.bench;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The client of {@link Sweep}: sweeps all accounts a few times and prints a line for each. */
public final class SweepClient {

  static final int SWEEPS = 12;
  static final String HEAD =
      "transport  sweep    took ms  ÷ floor    ok   µs CPU a poll  resident MiB  peak MiB";

  private SweepClient() {}

  /**
   * Arguments: transport, port, accounts, delay in milliseconds, calls at once.
   *
   * @throws IOException if the kernel does not tell of this process
   */
  public static void main(String[] args) throws IOException {
    int accounts = Integer.parseInt(args[2]);
    int atOnce = Integer.parseInt(args[4]);
    Duration floor =
        Duration.ofMillis(Long.parseLong(args[3])).multipliedBy((accounts + atOnce - 1) / atOnce);
    try (Transport transport = Transports.of(args[0], atOnce);
        QuotaManager quotas =
            QuotaManager.builder()
                .transport(transport)
                .settings(settings(atOnce))
                .accounts(accounts(accounts, "http://127.0.0.1:" + args[1]))
                .build()) {
      for (int i = 1; i <= SWEEPS; i++) {
        System.out.println(line(args[0], i, floor, quotas));
      }
    }
    System.exit(0);
  }

  /** The accounts {@code account-0} to so many, at the slow provider. */
  static List<Account> accounts(int count, String url) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            Account.of(
                    new AccountId("account-" + i),
                    "github",
                    SecretSource.of(Secret.of("token-" + i)))
                .withBaseUrl(url))
        .toList();
  }

  private static MonitorSettings settings(int atOnce) {
    MonitorSettings usual = MonitorSettings.defaults();
    return new MonitorSettings(
        usual.interval(), usual.timeout(), atOnce, usual.freshness(), usual.thresholds());
  }

  private static String line(String transport, int number, Duration floor, QuotaManager quotas)
      throws IOException {
    Duration before = ProcessFigures.ofThis().cpu();
    SweepReport report = quotas.syncAllQuotas();
    ProcessFigures now = ProcessFigures.ofThis();
    int polls = report.reports().size();
    return String.format(
        Locale.ROOT,
        "%-10s %5s %10d %8.2f %5d %15.0f %13.0f %9.0f",
        transport,
        number == 1 ? "cold" : String.valueOf(number),
        report.took().toMillis(),
        (double) report.took().toNanos() / floor.toNanos(),
        report.successes(),
        now.cpu().minus(before).toNanos() / 1e3 / polls,
        now.residentMiB(),
        now.peakMiB());
  }
}
