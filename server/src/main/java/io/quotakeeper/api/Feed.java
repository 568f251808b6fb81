package io.quotakeeper.api;

import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncListener;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The live feed. It is told <em>that</em> something changed and reads for itself <em>what</em>, so
 * the order in which it is told does not matter; it does so a moment later, so that a burst is read
 * once. What changes by time alone is found by reading again: at the next stated moment, and every
 * few seconds. While nobody listens, it does nothing.
 *
 * <p>Thread-safe. Being told never blocks. The lock orders reading and the coming and going of
 * listeners; those who listen take none.
 */
public final class Feed implements Events, SyncListener, Consumer<LedgerChange> {

  /** Listeners at one time. */
  static final int MOST_LISTENERS = 64;

  /** How many things that are gone are remembered for those who were away. */
  private static final int MOST_GONE = 4096;

  private static final Duration GATHERING = Duration.ofMillis(50);

  /** How long what was told is kept for a listener that may come back. */
  private static final Duration LINGERING = Duration.ofMinutes(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final ChangeLog log;
  private final LogKeeper keeper;
  private final Cursor.Source source;
  private final Tools tools;
  private final Rereading rereading;
  private final Set<Owner> changedOwners = ConcurrentHashMap.newKeySet();
  private final Set<AccountId> changedAccounts = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private final CopyOnWriteArrayList<Cursor> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean listened;
  private volatile News.@Nullable Swept lastSweep;
  private News.@Nullable Swept toldSweep;
  private Timer.Task forgetting = () -> {};

  /**
   * What the feed works with.
   *
   * @param time the clocks
   * @param timer calls later
   * @param executor runs what may block
   * @param random makes the name of this run
   */
  public record Tools(Time time, Timer timer, Executor executor, RandomGenerator random) {}

  /** A feed of what {@code quotas} know; whoever wires it has it told of changes and syncs. */
  public Feed(Quotas quotas, Tools tools) {
    this(quotas, tools, MOST_GONE);
  }

  Feed(Quotas quotas, Tools tools, int mostGone) {
    this.tools = tools;
    log = new ChangeLog(mostGone);
    keeper = new LogKeeper(quotas, tools.time, log);
    var ids = new EventIds(Long.toHexString(tools.random.nextLong()));
    source = new Cursor.Source(log, ids, tools.time);
    rereading = new Rereading(tools.time, tools.timer, () -> aside(this::readAll));
  }

  @Override
  public void accept(LedgerChange change) {
    if (listened) {
      changedOwners.add(change.owner());
      gather();
    }
  }

  @Override
  public void synced(SyncReport report) {
    if (listened) {
      changedAccounts.add(report.account());
      gather();
    }
  }

  @Override
  public void swept(SweepReport report) {
    lastSweep = new News.Swept(report, tools.time.now());
    if (listened) {
      gather();
    }
  }

  @Override
  public Optional<Subscription> subscribe(Predicate<Holder> interest, String lastId) {
    lock.lock();
    try {
      if (listeners.size() >= MOST_LISTENERS) {
        return Optional.empty();
      }
      forgetting.cancel();
      // Before reading: a change of which we are not told any more must be among what is read.
      listened = true;
      readAll();
      var cursor = new Cursor(source, interest, lastId, this::leave);
      listeners.add(cursor);
      return Optional.of(cursor);
    } finally {
      listened = !listeners.isEmpty();
      lock.unlock();
    }
  }

  private void leave(Cursor cursor) {
    aside(() -> {
      lock.lock();
      try {
        if (listeners.remove(cursor) && listeners.isEmpty()) {
          listened = false;
          rereading.stop();
          forgetting = tools.timer.after(LINGERING, () -> aside(this::forget));
        }
      } finally {
        lock.unlock();
      }
    });
  }

  private void forget() {
    lock.lock();
    try {
      if (listeners.isEmpty()) {
        keeper.clear();
        toldSweep = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void gather() {
    if (gathering.compareAndSet(false, true)) {
      var _ = tools.timer.after(GATHERING, () -> aside(this::readChanged));
    }
  }

  /** Not on the thread that told us. Only a program that ends refuses to run it. */
  private void aside(Runnable work) {
    try {
      tools.executor.execute(work);
    } catch (RejectedExecutionException _) {
      gathering.set(false);
    }
  }

  private void readChanged() {
    // Before the sets are emptied: who adds to them from now on gathers anew.
    gathering.set(false);
    write(() -> {
      boolean all = false;
      for (Owner owner : Set.copyOf(changedOwners)) {
        changedOwners.remove(owner);
        Optional<Set<AccountId>> holders = keeper.accountsOf(owner);
        holders.ifPresent(changedAccounts::addAll);
        all |= holders.isEmpty();
      }
      Set<AccountId> accounts = Set.copyOf(changedAccounts);
      changedAccounts.removeAll(accounts);
      if (all) {
        readEverything();
      } else {
        accounts.forEach(keeper::read);
      }
    });
  }

  private void readAll() {
    write(this::readEverything);
  }

  private void readEverything() {
    keeper.readAll();
    rereading.done();
  }

  private void write(Runnable reading) {
    long before;
    lock.lock();
    try {
      if (!listened) {
        return;
      }
      before = log.head();
      reading.run();
      News.Swept sweep = lastSweep;
      if (sweep != null && !sweep.equals(toldSweep)) {
        toldSweep = sweep;
        log.add(new Topic.OfSweep(), sweep);
      }
      rereading.next(keeper.nextChange());
    } finally {
      lock.unlock();
    }
    if (log.head() != before) {
      listeners.forEach(Cursor::wake);
    }
  }
}
