package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which account a session uses. Bounded: the session that was silent for longest is forgotten
 * first. Thread-safe; the lock guards the map alone.
 */
final class Sessions {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, AccountId> accounts;

  Sessions(int most) {
    this.accounts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, AccountId> eldest) {
            return size() > most;
          }
        };
  }

  Optional<AccountId> account(String session) {
    lock.lock();
    try {
      return Optional.ofNullable(accounts.get(session));
    } finally {
      lock.unlock();
    }
  }

  void keep(String session, AccountId account) {
    lock.lock();
    try {
      accounts.put(session, account);
    } finally {
      lock.unlock();
    }
  }
}
