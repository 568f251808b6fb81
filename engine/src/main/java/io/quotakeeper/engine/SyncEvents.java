package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts, logs and passes on what syncs and sweeps do. An account's trouble is one line when it
 * begins or changes, not one each cycle. Thread-safe.
 */
final class SyncEvents {

  private static final Logger LOG = LoggerFactory.getLogger(SyncEvents.class);

  private final List<SyncListener> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder successes = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final AtomicReference<Duration> lastSweep = new AtomicReference<>(Duration.ZERO);

  void listen(SyncListener listener) {
    listeners.add(listener);
  }

  void synced(SyncReport report, Optional<SyncReport> previous) {
    if (report.outcome().isSuccess()) {
      successes.increment();
    } else if (report.outcome().isError()) {
      errors.increment();
    }
    log(report, previous.map(SyncReport::outcome).map(SyncOutcome::cause).orElse(""));
    tell(listener -> listener.synced(report));
  }

  void swept(SweepReport report) {
    lastSweep.set(report.took());
    LOG.debug(
        "Swept accounts={} ok={} errors={} tookMs={}",
        report.reports().size(),
        report.successes(),
        report.errors(),
        report.took().toMillis());
    tell(listener -> listener.swept(report));
  }

  /** Something of our own, or of who embeds us, threw. Its message may hold anything. */
  void broken(AccountId account, Throwable trouble) {
    LOG.error("Sync broke account={} error={}", account, trouble.getClass().getName());
    LOG.debug("Sync broke account={}", account, trouble);
  }

  long successes() {
    return successes.sum();
  }

  long errors() {
    return errors.sum();
  }

  Duration lastSweep() {
    return lastSweep.get();
  }

  private static void log(SyncReport report, String causeBefore) {
    boolean isNews = !report.outcome().cause().equals(causeBefore);
    switch (report.outcome()) {
      case SyncOutcome.Fresh fresh -> {
        LOG.debug(
            "Synced account={} windows={} tookMs={} note=\"{}\"",
            report.account(),
            fresh.windows(),
            report.took().toMillis(),
            LogText.clean(fresh.note()));
        if (isNews && !causeBefore.isEmpty()) {
          LOG.info("Sync works again account={}", report.account());
        }
      }
      case SyncOutcome.Transient(String cause, String detail) ->
          LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
              .log(
                  "Sync failed account={} cause={} detail=\"{}\"",
                  report.account(),
                  cause,
                  LogText.clean(detail));
      case SyncOutcome.NeedsPerson(String cause, String detail) ->
          LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
              .log(
                  "A person must act account={} cause={} detail=\"{}\"",
                  report.account(),
                  cause,
                  LogText.clean(detail));
      case SyncOutcome.Skipped(String cause, String _, var _) ->
          LOG.debug("Skipped account={} cause={}", report.account(), cause);
    }
  }

  private void tell(Consumer<SyncListener> news) {
    for (SyncListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException trouble) {
        LOG.error("A listener to syncs threw", trouble);
      }
    }
  }
}
