package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;

/** How one account's sync ended. */
public sealed interface SyncOutcome {

  /**
   * The provider answered.
   *
   * @param windows how many windows it told of
   * @param note what could not be understood, empty if all could
   */
  record Fresh(int windows, String note) implements SyncOutcome {
    @Override
    public String cause() {
      return "ok";
    }
  }

  /**
   * It failed; the next sync tries again by itself.
   *
   * @param cause a short word that labels metrics: {@code timeout}, {@code network}, {@code
   *     throttled}, {@code server-error}, {@code malformed}, …
   * @param detail what happened, for a person
   */
  record Transient(String cause, String detail) implements SyncOutcome {}

  /**
   * It failed, and will until a person acts.
   *
   * @param cause a short word that labels metrics: {@code unauthenticated}, {@code
   *     action-required}, {@code missing-project}, {@code secret}, …
   * @param detail what happened and what to do, for a person
   */
  record NeedsPerson(String cause, String detail) implements SyncOutcome {}

  /**
   * Nothing was sent.
   *
   * @param cause a short word that labels metrics: {@code disabled}, {@code not-swept}, {@code
   *     back-off}, {@code stopped}
   * @param detail why, for a person
   * @param until when it will be tried again, as far as that is known
   */
  record Skipped(String cause, String detail, Moment until) implements SyncOutcome {}

  /** Whether the account's quota is now fresh. */
  default boolean isSuccess() {
    return this instanceof Fresh;
  }

  /** Whether it counts as an error. What was skipped is neither a success nor an error. */
  default boolean isError() {
    return this instanceof Transient || this instanceof NeedsPerson;
  }

  /** The word that users see and metrics carry: {@code ok}, or the cause. */
  String cause();
}
