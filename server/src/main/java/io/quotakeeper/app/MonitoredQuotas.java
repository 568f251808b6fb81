package io.quotakeeper.app;

import io.quotakeeper.api.Observation;
import io.quotakeeper.api.Quotas;
import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.MonitorStats;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.metrics.Metrics;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Decision;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The monitor as the REST surface asks it; decisions and observations are counted on the way. */
record MonitoredQuotas(QuotaManager quotas, LiveConfiguration live, Metrics metrics, Time time)
    implements Quotas {

  @Override
  public List<AccountStatus> accounts() {
    return quotas.statuses();
  }

  @Override
  public AccountStatus account(AccountId id) {
    return quotas.status(id);
  }

  @Override
  public List<WindowView> windows() {
    return quotas.allQuotas();
  }

  @Override
  public List<WindowView> windows(AccountId id) {
    return quotas.quotas(id);
  }

  @Override
  public Forecast forecast(WindowView window) {
    return quotas.outlook().of(window);
  }

  @Override
  public PoolForecast forecast(Set<AccountId> accounts) {
    return quotas.outlook().ofPool(accounts);
  }

  @Override
  public boolean covers(WindowView window, Scope subject) {
    String provider = window.holder().owner().provider();
    return live.adapters()
        .find(provider)
        .map(adapter ->
            adapter.groups().covers(provider, window.reading().window().scope(), subject))
        .orElse(false);
  }

  @Override
  public SweepReport syncAll() {
    return quotas.syncAllQuotas();
  }

  @Override
  public SyncReport sync(AccountId id) {
    return quotas.syncAccountQuota(id);
  }

  @Override
  public Decision check(AccountId id, Scope subject) {
    Decision decision = quotas.checkQuota(id, subject);
    metrics.decided(decision.outcome());
    return decision;
  }

  @Override
  public Understanding observe(AccountId id, Observation observation) {
    Understanding understood =
        quotas.observe(id, observation.model(), observation.reply(), observation.sentAt());
    metrics.observed(understood);
    return understood;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Duration maxAge() {
    return live.configuration().monitor().freshness().maxAge();
  }

  @Override
  public MonitorStats stats() {
    return quotas.monitorStats();
  }
}
