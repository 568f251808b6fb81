package io.quotakeeper.engine;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an account is doing. Immutable. */
public final class AccountStatus {

  /** In one word. */
  public enum State {
    /** Synced and usable. */
    OK,
    /** Works in part: syncs fail, or some requests are refused. */
    DEGRADED,
    /** A person must act before it works again. */
    ACTION_REQUIRED,
    /** Switched off by its operator. */
    DISABLED;

    /** The word that users see, in kebab case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Account account;
  private final Health health;
  private final Plan plan;
  private final @Nullable SyncReport lastSync;
  private final Amount headroom;

  AccountStatus(
      Account account, Health health, Plan plan, @Nullable SyncReport lastSync, Amount headroom) {
    this.account = account;
    this.health = health;
    this.plan = plan;
    this.lastSync = lastSync;
    this.headroom = headroom;
  }

  /** A state, why, when the next sync is due, and why then. */
  record Health(State state, String reason, Moment nextSync, NextSyncReason nextSyncReason) {}

  /** The account. */
  public Account account() {
    return account;
  }

  /** How it is doing. */
  public State state() {
    return health.state;
  }

  /** Why, and what to do, for a person; empty if all is well. */
  public String reason() {
    return health.reason;
  }

  /** Its plan: declared, else as the provider tells. */
  public Plan plan() {
    return plan;
  }

  /** Its last sync that sent something, if there was one. */
  public Optional<SyncReport> lastSync() {
    return Optional.ofNullable(lastSync);
  }

  /** When the next sync is due; unstated if none is. */
  public Moment nextSync() {
    return health.nextSync;
  }

  /** Why it is due then, or why none is due. */
  public NextSyncReason nextSyncReason() {
    return health.nextSyncReason;
  }

  /** What is left of its tightest limit. */
  public Amount headroom() {
    return headroom;
  }
}
