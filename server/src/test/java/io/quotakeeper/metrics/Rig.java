package io.quotakeeper.metrics;

import io.quotakeeper.engine.AccountStatus.State;
import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Metering;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics on sources that the test fills. */
final class Rig implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String RATIO = "quotakeeper_quota_remaining_ratio";
  static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  private static final Policy POLICY =
      new Policy(
          Groups.none(),
          Thresholds.of(0.1),
          new Freshness(Duration.ofMinutes(10), Duration.ofHours(24)));

  final List<WindowView> windows = new CopyOnWriteArrayList<>();
  final Map<String, Forecast> forecasts = new ConcurrentHashMap<>();
  final List<State> accounts = new CopyOnWriteArrayList<>();
  final AtomicInteger leases = new AtomicInteger();
  final FakeStore store = new FakeStore();
  final FakeEvidence evidence = new FakeEvidence();
  final Metrics metrics =
      new Metrics(
          new Sources(
              () -> List.copyOf(windows),
              view -> forecasts.getOrDefault(view.holder().account().value(), unsaid(view)),
              () -> List.copyOf(accounts),
              leases::get,
              store,
              new FakeReloads(),
              evidence),
          new StoppedTime());

  Scraped scrape(String accept) {
    return new Scraped(metrics.scrape(accept).body());
  }

  @Override
  public void close() {
    metrics.close();
  }

  static Forecast unsaid(WindowView view) {
    return new Forecast.Unsaid(Forecast.Reason.UNUSED);
  }

  static Forecast runsOut(Instant likely, Moment reset) {
    var range = new Forecast.Range(likely.minusSeconds(60), likely, likely.plusSeconds(60));
    return new Forecast.Expected(1, range, 0.5, reset, 0.5, OptionalDouble.empty());
  }

  static WindowView share(String account, double part) {
    return view(
        account,
        new Window(Scope.account(), "5h", Unit.PERCENT),
        Amount.share(part),
        Moment.unstated());
  }

  static WindowView view(String account, Window window, Amount amount, Moment resetsAt) {
    var holder = new Holder(new AccountId(account), new Owner("acme", account));
    Instant asOf = NOON.minusMillis(90_500);
    var said = new Provenance(Source.POLLED, holder.account(), "chain", "call", asOf, asOf);
    var known = new QuotaState(Reading.limit(window, amount, resetsAt), said, Metering.NONE, 0);
    var state = new OwnerState(new TreeMap<>(Map.of(window, known)), List.of());
    return WindowView.of(holder, state, POLICY, NOON).getFirst();
  }

  static final class FakeStore implements StoreHealth {

    volatile boolean available = true;
    volatile int pending;
    volatile long failed;

    @Override
    public boolean isAvailable() {
      return available;
    }

    @Override
    public int pendingWrites() {
      return pending;
    }

    @Override
    public long failedWrites() {
      return failed;
    }

    @Override
    public long droppedWrites() {
      return 0;
    }
  }

  static final class FakeReloads implements ReloadHealth {

    @Override
    public boolean lastSucceeded() {
      return true;
    }

    @Override
    public Instant lastSuccess() {
      return NOON;
    }
  }

  static final class FakeEvidence implements EvidenceFigures {

    volatile long written;
    volatile long dropped;

    @Override
    public long written() {
      return written;
    }

    @Override
    public long dropped() {
      return dropped;
    }
  }

  static final class StoppedTime implements Time {

    @Override
    public Instant now() {
      return NOON;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
