package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Selection;

/** A leased account with its credential, or why there is none. */
public sealed interface LeasedToken {

  /**
   * Use this one, and tell {@link LeaseManager#settle} what became of it.
   *
   * @param lease which account, and until when
   * @param secret its credential
   * @param cause why this one
   */
  record Granted(Lease lease, Secret secret, LeaseCause cause) implements LeasedToken {}

  /**
   * None is left.
   *
   * @param retryAt when the first of them can serve again; unstated if no one says
   * @param why why each cannot
   */
  record NoneLeft(Moment retryAt, Selection why) implements LeasedToken {}
}
