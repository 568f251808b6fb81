package io.quotakeeper.replay;

import io.quotakeeper.quota.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of one course of choices in one pool. For one thread. */
final class Tally {

  private static final int MOST_SESSIONS = 100_000;

  private final Map<String, AccountId> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccountId> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  private long refusals;
  private long sessionCount;
  private long moves;
  private long noneLeft;

  void refused() {
    refusals++;
  }

  void noneLeft() {
    noneLeft++;
  }

  /** A request of that session, empty if of none, went to that account. */
  void went(String session, AccountId account) {
    if (session.isEmpty()) {
      return;
    }
    AccountId before = sessions.put(session, account);
    if (before == null) {
      sessionCount++;
    } else if (!before.equals(account)) {
      moves++;
    }
  }

  Findings.Counts counts() {
    return new Findings.Counts(refusals, noneLeft, sessionCount, moves);
  }
}
