package io.quotakeeper.engine;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import org.jspecify.annotations.Nullable;

/** Makes statuses for tests of those who show them; outside of tests only the monitor does. */
public final class StatusFixture {

  private StatusFixture() {}

  public static AccountStatus well(Account account, SyncReport lastSync, Moment nextSync) {
    return of(account, AccountStatus.State.OK, "", lastSync, nextSync);
  }

  public static AccountStatus neverSynced(
      Account account, AccountStatus.State state, String reason) {
    return of(account, state, reason, null, Moment.unstated());
  }

  private static AccountStatus of(
      Account account,
      AccountStatus.State state,
      String reason,
      @Nullable SyncReport lastSync,
      Moment nextSync) {
    boolean well = state == AccountStatus.State.OK;
    return new AccountStatus(
        account,
        new AccountStatus.Health(state, reason, nextSync, reason(state)),
        well ? new Plan("g1-pro-tier", "") : Plan.NONE,
        lastSync,
        well ? Amount.counted(820, 1000) : Amount.unknown());
  }

  private static NextSyncReason reason(AccountStatus.State state) {
    return switch (state) {
      case OK, DEGRADED -> NextSyncReason.INTERVAL;
      case ACTION_REQUIRED -> NextSyncReason.WAITING_FOR_PERSON;
      case DISABLED -> NextSyncReason.DISABLED;
    };
  }
}
