package io.quotakeeper.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncListener;
import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All metrics of the server, registered from the start. Thread-safe; nothing here blocks but a
 * scrape, which takes as long as writing the text does.
 */
public final class Metrics implements SyncListener, AutoCloseable {

  private static final Duration[] SYNC_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60)
  };

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final SyncCounters syncs;
  private final LeaseCounters leases;
  private final Timer syncDuration;
  private final Timer sweepDuration;
  private final Map<String, Counter> decisions;
  private final Map<String, Counter> observations;

  /** Registers everything. */
  public Metrics(Sources sources, Time time) {
    var prometheus = new PrometheusRegistry();
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, clock(time));
    prometheus.register(new QuotaCollector(sources.windows(), sources.forecasts()));
    prometheus.register(new AccountCollector(sources.accounts()));
    syncs = new SyncCounters(registry);
    leases = new LeaseCounters(registry);
    syncDuration = timer("quotakeeper.sync.duration", "How long the sync of one account took.");
    sweepDuration = timer("quotakeeper.sweep.duration", "How long a sync of all accounts took.");
    decisions =
        Stream.of(
                new QuotaDecision.Proceed(),
                new QuotaDecision.LowQuota(0, Moment.unstated()),
                new QuotaDecision.Exhausted(Moment.unstated()),
                new QuotaDecision.Unknown(""))
            .map(QuotaDecision::word)
            .collect(Collectors.toMap(word -> word, this::decisionCounter));
    observations =
        Stream.of("readings", "refusal", "misread", "nothing")
            .collect(Collectors.toMap(word -> word, this::observationCounter));
    Gauge.builder("quotakeeper.leases.under.way", sources.leases()::getAsInt)
        .description("Leases whose outcome was not told yet.")
        .register(registry);
    registerStore(sources.store());
    registerReloads(sources.reloads());
    registerEvidence(sources.evidence());
    registerProcess();
  }

  @Override
  public void synced(SyncReport report) {
    syncs.count(report.outcome());
    if (!(report.outcome() instanceof SyncOutcome.Skipped)) {
      syncDuration.record(report.took());
    }
  }

  @Override
  public void swept(SweepReport report) {
    sweepDuration.record(report.took());
  }

  /** Counts a decision that somebody asked for. */
  public void decided(QuotaDecision decision) {
    Objects.requireNonNull(decisions.get(decision.word())).increment();
  }

  /** Counts an answer to a caller's own request that was handed in. */
  public void observed(Understanding understood) {
    Objects.requireNonNull(observations.get(gain(understood))).increment();
  }

  /** Counts what somebody got who asked for an account of a pool that there is. */
  public void leased(String pool, LeaseGrant grant) {
    leases.count(pool, grant);
  }

  private static String gain(Understanding understood) {
    if (understood.refusal().isPresent()) {
      return "refusal";
    }
    if (!understood.readings().isEmpty()) {
      return "readings";
    }
    return understood.problem().isEmpty() ? "nothing" : "misread";
  }

  /**
   * Everything as text: in OpenMetrics 1.0.0 if the header asks for it, else in the Prometheus text
   * format 0.0.4.
   *
   * @param accept the value of the request's {@code Accept} header, empty if it has none
   */
  public Exposition scrape(String accept) {
    String contentType = Exposition.contentTypeFor(accept);
    return new Exposition(contentType, registry.scrape(contentType));
  }

  /** Stops listening to the process. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(SYNC_BUCKETS)
        .register(registry);
  }

  private Counter decisionCounter(String word) {
    return Counter.builder("quotakeeper.decisions")
        .description("Decisions that were asked for, by what they said.")
        .tag("decision", word)
        .register(registry);
  }

  private Counter observationCounter(String word) {
    return Counter.builder("quotakeeper.observations")
        .description("Answers to callers' own requests that were handed in, by what they told.")
        .tag("told", word)
        .register(registry);
  }

  private void registerStore(StoreHealth store) {
    Gauge.builder("quotakeeper.store.available", () -> store.isAvailable() ? 1 : 0)
        .description("Whether the last write to the store succeeded: 1 if so, else 0.")
        .register(registry);
    Gauge.builder("quotakeeper.store.pending.writes", store::pendingWrites)
        .description("Changes that are not durable yet.")
        .register(registry);
    counter(
        "quotakeeper.store.failed.writes",
        "Attempts to write to the store that failed.",
        store::failedWrites);
    counter(
        "quotakeeper.store.dropped.writes",
        "Changes that will never be written to the store.",
        store::droppedWrites);
  }

  private void registerReloads(ReloadHealth reloads) {
    Gauge.builder(
            "quotakeeper.config.last.reload.successful", () -> reloads.lastSucceeded() ? 1 : 0)
        .description("Whether the last reload of the configuration succeeded: 1 if so, else 0.")
        .register(registry);
    Gauge.builder(
            "quotakeeper.config.last.reload.success.timestamp.seconds",
            () -> reloads.lastSuccess().toEpochMilli() / 1e3)
        .description("When the configuration was last loaded with success, in seconds since 1970.")
        .register(registry);
  }

  private void registerEvidence(EvidenceFigures evidence) {
    counter(
        "quotakeeper.evidence.written",
        "Pieces of evidence that were written to the evidence log.",
        evidence::written);
    counter(
        "quotakeeper.evidence.dropped",
        "Pieces of evidence that the evidence log could not take or write.",
        evidence::dropped);
  }

  private void counter(String name, String description, LongSupplier count) {
    // The registry holds the object weakly and the function strongly; only the function is needed.
    FunctionCounter.builder(name, registry, _ -> count.getAsLong())
        .description(description)
        .register(registry);
  }

  private void registerProcess() {
    collections.bindTo(registry);
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }

  private static Clock clock(Time time) {
    return new Clock() {
      @Override
      public long wallTime() {
        return time.now().toEpochMilli();
      }

      @Override
      public long monotonicTime() {
        return time.nanos();
      }
    };
  }
}
