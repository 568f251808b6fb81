package io.quotakeeper.engine;

import java.time.Duration;

/**
 * When an account is synced next. Immutable.
 *
 * @param due when
 * @param reason why then
 * @param promise how old a value of it may become until then, and until that sync has ended; zero
 *     if nothing is promised beyond the settings, as for an account whose syncs fail
 */
record NextLook(Due due, NextSyncReason reason, Duration promise) {

  /** Without a promise. */
  static NextLook of(Due due, NextSyncReason reason) {
    return new NextLook(due, reason, Duration.ZERO);
  }

  /** The same at another time. */
  NextLook at(Due other) {
    return new NextLook(other, reason, promise);
  }

  /** Another, whose time comes before this: what this promises, it keeps. */
  NextLook sooner(NextLook other) {
    return new NextLook(other.due, other.reason, promise);
  }

  /** The same no sooner than that. */
  NextLook notBefore(Due free) {
    return due.isBefore(free) ? of(free, NextSyncReason.PROVIDER_LIMIT) : this;
  }
}
