package io.quotakeeper.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Which misbehaviour applies to which call: of those that cover it the last one set. */
final class Ruling {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Rule> newestFirst = new ArrayList<>();

  void add(Misbehaviour misbehaviour, Calls calls, int times) {
    if (times <= 0) {
      throw new IllegalArgumentException("times is not positive: " + times);
    }
    lock.lock();
    try {
      newestFirst.removeIf(r -> times == Integer.MAX_VALUE && r.calls.equals(calls));
      newestFirst.addFirst(new Rule(misbehaviour, calls, times));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      newestFirst.clear();
    } finally {
      lock.unlock();
    }
  }

  /** The one for this call, used up by one. */
  Optional<Misbehaviour> next(String call) {
    lock.lock();
    try {
      for (int i = 0; i < newestFirst.size(); i++) {
        Rule rule = newestFirst.get(i);
        if (rule.calls.cover(call)) {
          useUp(i, rule);
          return Optional.of(rule.misbehaviour);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void useUp(int index, Rule rule) {
    if (rule.times == 1) {
      newestFirst.remove(index);
    } else if (rule.times < Integer.MAX_VALUE) {
      newestFirst.set(index, new Rule(rule.misbehaviour, rule.calls, rule.times - 1));
    }
  }

  private record Rule(Misbehaviour misbehaviour, Calls calls, int times) {}
}
