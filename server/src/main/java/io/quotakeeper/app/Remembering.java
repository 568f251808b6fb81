package io.quotakeeper.app;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.metrics.EvidenceFigures;
import io.quotakeeper.metrics.ReloadHealth;
import io.quotakeeper.metrics.Sources;
import io.quotakeeper.metrics.StoreHealth;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.store.AccountFacts;
import io.quotakeeper.store.StateStore;
import io.quotakeeper.store.StateWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the monitor back what it knew before a restart, and has the store follow it from then on.
 */
final class Remembering implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Remembering.class);

  private final QuotaManager quotas;
  private final StateWriter writer;

  Remembering(StateStore store, QuotaManager quotas, SystemTime time) {
    this.quotas = quotas;
    store.load().forEach(quotas::restore);
    Map<AccountId, AccountFacts> told = store.loadFacts();
    told.forEach((account, facts) -> quotas.restorePlan(account, facts.plan()));
    if (store.skipped() > 0) {
      LOG.warn(
          "store file={} skipped={} entries that cannot be read", store.file(), store.skipped());
    }
    writer = StateWriter.start(store, quotas.ledger(), this::facts, time);
    // Of accounts that were removed while no server ran, the writer finds no facts, and forgets
    // them.
    forgetThoseGone(told.keySet());
    quotas.onChange(writer);
    quotas.onSync(writer);
  }

  /** Those of these accounts that there are not any more are forgotten. */
  void forgetThoseGone(Collection<AccountId> accounts) {
    accounts.stream().filter(id -> facts(id).isEmpty()).forEach(writer::accountChanged);
  }

  private Optional<AccountFacts> facts(AccountId account) {
    try {
      return Optional.of(facts(quotas.status(account)));
    } catch (UnknownAccountException gone) {
      return Optional.empty();
    }
  }

  private static AccountFacts facts(AccountStatus status) {
    return status
        .lastSync()
        .map(sync ->
            new AccountFacts(
                status.plan(), Moment.at(sync.at()), sync.outcome().cause(), status.reason()))
        .orElseGet(() -> new AccountFacts(status.plan(), Moment.unstated(), "", ""));
  }

  boolean isAvailable() {
    return writer.isAvailable();
  }

  /** What metrics are made of. */
  Sources sources(ReloadHealth reloads, EvidenceFigures evidence) {
    return new Sources(
        quotas::allQuotas,
        quotas.outlook()::of,
        () -> quotas.statuses().stream().map(AccountStatus::state).toList(),
        quotas.leases()::underWay,
        new StoreHealth() {
          @Override
          public boolean isAvailable() {
            return writer.isAvailable();
          }

          @Override
          public int pendingWrites() {
            return writer.figures().pending();
          }

          @Override
          public long failedWrites() {
            return writer.figures().failed();
          }

          @Override
          public long droppedWrites() {
            return writer.figures().dropped();
          }
        },
        reloads,
        evidence);
  }

  @Override
  public void close() {
    writer.close();
  }
}
