package io.quotakeeper.store;

import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncListener;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what changes into the store, behind everybody's back.
 *
 * <p>Thread-safe. Listeners' calls only mark what is dirty and never block; each owner waits at
 * most once, and it is its newest state that is written. One thread writes, a batch in one
 * transaction, as soon as the batch before it is durable. While the store is away, what is dirty
 * stays so, up to a bound, and is tried again after a growing pause.
 */
public final class StateWriter implements Consumer<LedgerChange>, SyncListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);
  private static final int MOST_DIRTY = 100_000;
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final DirtyQueue dirty;
  private final WriteLoop loop;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StateWriter(WriteLoop loop, DirtyQueue dirty) {
    this.dirty = dirty;
    this.loop = loop;
  }

  /**
   * Starts writing. Blocks for nothing.
   *
   * @param ledger tells the newest state of an owner
   * @param accounts tells the newest facts of an account
   */
  public static StateWriter start(
      StateStore store, LedgerView ledger, AccountFactsView accounts, Timer timer) {
    return start(store.rows(), new Encoding(ledger, accounts), timer, MOST_DIRTY);
  }

  static StateWriter start(Rows rows, Encoding encoding, Timer timer, int mostDirty) {
    var dirty = new DirtyQueue(mostDirty);
    var loop = new WriteLoop(dirty, encoding, rows, timer);
    // A thread of the system: SQLite runs in native code, where a virtual thread would hold on to
    // one of the few carriers while the disk works.
    Thread.ofPlatform().daemon().name("store-writer").start(loop);
    return new StateWriter(loop, dirty);
  }

  @Override
  public void accept(LedgerChange change) {
    mark(new Dirty.OfOwner(change.owner()));
  }

  @Override
  public void synced(SyncReport report) {
    accountChanged(report.account());
  }

  @Override
  public void swept(SweepReport report) {
    // Its syncs were told one by one.
  }

  /** Has the newest facts of an account written, or its row removed if it is gone. */
  public void accountChanged(AccountId account) {
    mark(new Dirty.OfAccount(account));
  }

  /**
   * Waits until all that had changed before this call is durable; a pause between two tries is cut
   * short. Blocks.
   *
   * @return false if that did not come about in time, or the waiting thread was interrupted
   */
  public boolean flush(Duration within) {
    var told = new CompletableFuture<Boolean>();
    dirty.await(new Dirty.Waiter(told, false));
    loop.hurry();
    return await(told, within);
  }

  /**
   * Whether the last write succeeded. False while the store is away: nothing is lost then but what
   * a restart would need.
   */
  public boolean isAvailable() {
    return loop.isHealthy();
  }

  /** How the writing goes. */
  public StoreFigures figures() {
    return new StoreFigures((int) dirty.size(), loop.written(), loop.failed(), dirty.dropped());
  }

  /**
   * Writes what is dirty and stops; after 5 seconds it stops waiting. Changes that come later are
   * dropped. Idempotent.
   */
  @Override
  public void close() {
    close(FAREWELL);
  }

  void close(Duration within) {
    if (closed.compareAndSet(false, true)) {
      var told = new CompletableFuture<Boolean>();
      dirty.await(new Dirty.Waiter(told, true));
      loop.stop();
      if (!await(told, within)) {
        LOG.warn("store was closed with unwritten={}", figures().pending());
      }
    }
  }

  private boolean await(CompletableFuture<Boolean> told, Duration within) {
    if (loop.hasEnded()) {
      loop.giveUp(dirty.takeAll());
    }
    try {
      return told.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void mark(Dirty what) {
    if (closed.get()) {
      dirty.drop(1);
    } else {
      dirty.mark(what);
    }
  }
}
