package io.quotakeeper.engine;

import java.util.Locale;

/** Why the next sync of an account is due when it is, or why none is due by itself. */
public enum NextSyncReason {
  /** It was not asked yet. */
  START,
  /** Nothing says otherwise: the ordinary interval. */
  INTERVAL,
  /** It is being used up: half the time until a threshold is crossed at that pace. */
  BURNING,
  /** A threshold is so near that it can be crossed before the ordinary interval is over. */
  NEAR_THRESHOLD,
  /** A window resets, or a refusal ends, just before. */
  AFTER_RESET,
  /** Nothing has changed for some time. */
  QUIET,
  /** Syncs fail: longer each time. */
  BACK_OFF,
  /** The provider allows its quota call no sooner. */
  PROVIDER_LIMIT,
  /** The provider stated that time when it refused the quota call. */
  STATED_BY_PROVIDER,
  /** Answers to ordinary requests have just told the same. */
  TOLD_BY_TRAFFIC,
  /** Requests were turned away, and quota may be back earlier than was stated. */
  WANTED,
  /** None is due until a person acts. */
  WAITING_FOR_PERSON,
  /** None is due: the provider has no quota call. */
  LEARNED_FROM_TRAFFIC,
  /** None is due: the account is switched off. */
  DISABLED;

  /** The word that users see, in kebab case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
