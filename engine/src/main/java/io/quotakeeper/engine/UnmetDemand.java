package io.quotakeeper.engine;

import io.quotakeeper.select.Glance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What follows when no account of a pool can serve: a provider may give quota back earlier than it
 * said, and who waits for it wants to know. Accounts that are spent or refused are then looked at
 * once an interval, and not only at the reset that was stated. Thread-safe; never blocks.
 */
final class UnmetDemand {

  /** One look at the accounts serves for all who are turned away meanwhile. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final Engine engine;
  private final AtomicLong next;

  UnmetDemand(Engine engine) {
    this.engine = engine;
    this.next = new AtomicLong(engine.ports().time().nanos());
  }

  /** A request was turned away by all of these. */
  void turnedAway(PoolDesk desk, List<Glance> glances) {
    long now = engine.ports().time().nanos();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + BETWEEN.toNanos())) {
      return;
    }
    for (int place = 0; place < glances.size(); place++) {
      if (glances.get(place).standing().isSpentOrRefused()) {
        lookSoon(desk.watched(place), now);
      }
    }
  }

  private void lookSoon(Watched watched, long now) {
    if (!watched.isSwept() || watched.isDropped()) {
      return;
    }
    Due soon = watched.afterLast(engine.settings().interval(), now);
    watched.progress(known ->
        known.failures() > 0 || known.isMarked() || known.throttled() || !soon.isBefore(known.due())
            ? known
            : known.withNext(new NextLook(soon, NextSyncReason.WANTED, known.next().promise())));
  }
}
