package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.select.Selection;

/** An account for one request, or why there is none. */
public sealed interface LeaseGrant {

  /** Which account was chosen, and why not the others. */
  Selection why();

  /**
   * Use this one.
   *
   * @param lease which, and until when
   * @param why how it was chosen
   * @param cause why this one
   */
  record Granted(Lease lease, Selection why, LeaseCause cause) implements LeaseGrant {}

  /**
   * None is left.
   *
   * @param retryAt when the first of them can serve again; unstated if no one says
   * @param why why each cannot
   */
  record NoneLeft(Moment retryAt, Selection why) implements LeaseGrant {}
}
