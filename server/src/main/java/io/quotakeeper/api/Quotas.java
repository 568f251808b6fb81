package io.quotakeeper.api;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.MonitorStats;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the surface asks of the monitor. Implementations are thread-safe. Every method may be called
 * on a virtual thread, and only there may it block.
 */
public interface Quotas {

  /** Every account, by id. */
  List<AccountStatus> accounts();

  /**
   * One account.
   *
   * @throws UnknownAccountException if there is none of that id
   */
  AccountStatus account(AccountId id);

  /** Every window of every account. */
  List<WindowView> windows();

  /**
   * Every window of one account.
   *
   * @throws UnknownAccountException if there is none of that id
   */
  List<WindowView> windows(AccountId id);

  /** When a window runs out, as far as it can be said now. */
  Forecast forecast(WindowView window);

  /** When nothing is left of these accounts together. */
  PoolForecast forecast(Set<AccountId> accounts);

  /** Whether the limit of that window binds {@code subject}. */
  boolean covers(WindowView window, Scope subject);

  /** Syncs all accounts; blocks until the last has ended. */
  SweepReport syncAll();

  /**
   * Syncs one account; blocks until that has ended.
   *
   * @throws UnknownAccountException if there is none of that id
   */
  SyncReport sync(AccountId id);

  /**
   * The decision for an account and a subject; blocks for one fetch if nothing was ever known.
   *
   * @throws UnknownAccountException if there is none of that id
   */
  Decision check(AccountId id, Scope subject);

  /**
   * Learns from an answer that the account's own traffic got; never blocks.
   *
   * @return what was understood of it
   * @throws UnknownAccountException if there is none of that id
   */
  Understanding observe(AccountId id, Observation observation);

  /** The time by which instants that callers state are judged. */
  Instant now();

  /** How old a value may be before it counts as unknown. */
  Duration maxAge();

  /** The monitor's counts. */
  MonitorStats stats();
}
