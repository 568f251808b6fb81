package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.SubscriptionTier;
import io.quotakeeper.select.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sketch of the face that the server builds on. */
@SuppressWarnings("DoNotCallSuggester") // a sketch
public final class QuotaManager implements AutoCloseable {

  /** Starts. */
  public MonitorHandle startBackgroundMonitor() {
    throw new UnsupportedOperationException();
  }

  /** All accounts, now; blocks until the last has ended, at most the bound of the sweep. */
  public SweepReport syncAllQuotas() {
    throw new UnsupportedOperationException();
  }

  /** One account, now, even if it waits for a person; blocks. @throws UnknownAccountException */
  public SyncReport syncAccountQuota(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Memory first; fetches only if nothing was ever known. May block. */
  public Decision checkQuota(AccountId account, Scope subject) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #checkQuota}, from memory alone: never blocks. */
  public Decision decide(AccountId account, Scope subject) {
    throw new UnsupportedOperationException();
  }

  /** Whether {@link #checkQuota} would have to fetch. */
  public boolean isNeverSeen(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Every window of every account. Never blocks. */
  public List<WindowView> allQuotas() {
    throw new UnsupportedOperationException();
  }

  /** Every window of one account. Never blocks. */
  public List<WindowView> quotas(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Tier. May block on first use. */
  public Optional<SubscriptionTier> subscriptionTier(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Forgets tiers. */
  public void clearTierCache() {
    throw new UnsupportedOperationException();
  }

  /** Counts. Never blocks. */
  public MonitorStats monitorStats() {
    throw new UnsupportedOperationException();
  }

  /** Status of each account, by id. Never blocks. */
  public List<AccountStatus> statuses() {
    throw new UnsupportedOperationException();
  }

  /** Status of one. Never blocks. */
  public AccountStatus status(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** Accounts. */
  public List<Account> accounts() {
    throw new UnsupportedOperationException();
  }

  /** Makes these the accounts. Unchanged ones keep their schedule. */
  public void replaceAccounts(Collection<Account> accounts) {
    throw new UnsupportedOperationException();
  }

  /** Reads an answer to the caller's own traffic. {@code sentAt}: when the request left. */
  public void observe(AccountId account, String model, Reply reply, Instant sentAt) {
    throw new UnsupportedOperationException();
  }

  /** What is known, for those who only look. */
  public LedgerView ledger() {
    throw new UnsupportedOperationException();
  }

  /** Puts back what was known before a restart. */
  public void restore(Owner owner, OwnerState state) {
    throw new UnsupportedOperationException();
  }

  /** Listens to changes; must not block. */
  public void onChange(Consumer<LedgerChange> listener) {
    throw new UnsupportedOperationException();
  }

  /** Listens to syncs and sweeps; must not block. */
  public void onSync(SyncListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
