package io.quotakeeper.replay;

import io.quotakeeper.quota.AccountId;
import java.util.Set;
import java.util.TreeSet;

/** Counts of what the record does not say. For one thread. */
final class Missing {

  /** So many accounts are named; who has the wrong configuration need not see them all. */
  private static final int MOST_NAMED = 100;

  private final Set<AccountId> strangers = new TreeSet<>();
  private long unleased;
  private long withoutSession;
  private long unended;
  private long unusable;
  private long ofOtherPools;

  void stranger(AccountId account) {
    if (strangers.size() < MOST_NAMED) {
      strangers.add(account);
    }
  }

  void unleased() {
    unleased++;
  }

  void withoutSession() {
    withoutSession++;
  }

  void unended() {
    unended++;
  }

  void unusable() {
    unusable++;
  }

  void ofOtherPool() {
    ofOtherPools++;
  }

  Findings.Gaps gaps(long underWay, Set<String> unpriced) {
    return new Findings.Gaps(
        unleased, unended + underWay, withoutSession, unusable, strangers, ofOtherPools, unpriced);
  }
}
