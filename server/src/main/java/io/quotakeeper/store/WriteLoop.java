package io.quotakeeper.store;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing thread's work: take a batch, write it, and the same again. A failure costs a pause
 * and no mark. Only the last waiter ends it; an interrupt does not.
 */
final class WriteLoop implements Runnable {

  static final int BATCH = 500;

  private static final Logger LOG = LoggerFactory.getLogger(WriteLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private final DirtyQueue dirty;
  private final Encoding encoding;
  private final Rows rows;
  private final Timer timer;
  private final Semaphore hurry = new Semaphore(0);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicInteger failuresInRow = new AtomicInteger();
  private volatile boolean stopping;
  private volatile boolean ended;

  WriteLoop(DirtyQueue dirty, Encoding encoding, Rows rows, Timer timer) {
    this.dirty = dirty;
    this.encoding = encoding;
    this.rows = rows;
    this.timer = timer;
  }

  @Override
  public void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = turn();
      }
    } finally {
      ended = true;
      giveUp(dirty.takeAll());
    }
  }

  /** Cuts a pause short. */
  void hurry() {
    hurry.release();
  }

  /** From now on a failure is final. The last waiter is in the queue already. */
  void stop() {
    stopping = true;
    hurry.release();
  }

  /** Counts what will not be written any more, and tells those who wait. */
  void giveUp(List<Dirty> lost) {
    long marks = marks(lost);
    dirty.settle(marks);
    dirty.drop(marks);
    if (marks > 0) {
      LOG.warn("store stopped with unwritten={}: a restart knows their state before", marks);
    }
    tell(lost, false);
  }

  boolean isHealthy() {
    return !ended && failuresInRow.get() == 0;
  }

  /** Whether nobody will take anything any more. */
  boolean hasEnded() {
    return ended;
  }

  long written() {
    return written.get();
  }

  long failed() {
    return failed.get();
  }

  private boolean turn() {
    try {
      return turn(dirty.take(BATCH));
    } catch (InterruptedException _) {
      LOG.debug("an interrupt does not end the writing");
      return true;
    }
  }

  private boolean turn(List<Dirty> batch) {
    boolean done = write(batch);
    while (!done && !stopping) {
      pause();
      done = write(batch);
    }
    if (done) {
      dirty.settle(marks(batch));
      tell(batch, true);
    } else {
      giveUp(batch);
    }
    return done
        && batch.stream().noneMatch(d -> d instanceof Dirty.Waiter(_, boolean last) && last);
  }

  private boolean write(List<Dirty> batch) {
    hurry.drainPermits();
    // The pool's waiting for a connection would take an old interrupt for one of its own.
    Thread.interrupted();
    List<Row> encoded = batch.stream().flatMap(this::encode).toList();
    if (encoded.isEmpty()) {
      return true;
    }
    try {
      rows.write(encoded);
      healed(encoded.size());
      return true;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  /** What cannot be encoded costs itself alone. */
  private Stream<Row> encode(Dirty one) {
    try {
      return encoding.row(one);
    } catch (RuntimeException e) {
      dirty.drop(1);
      LOG.warn("cannot keep {}: {}", one, e.toString());
      return Stream.empty();
    }
  }

  private void healed(int count) {
    written.addAndGet(count);
    if (failuresInRow.getAndSet(0) > 0) {
      LOG.info("store is back, written={}", count);
    }
  }

  private void failed(RuntimeException trouble) {
    failed.incrementAndGet();
    if (failuresInRow.getAndIncrement() == 0) {
      LOG.warn(
          "store is away, unwritten={} stay in memory and are tried again: {}",
          dirty.size(),
          SqlTrouble.words(trouble));
    }
  }

  private void pause() {
    int doublings = Math.min(failuresInRow.get() - 1, MOST_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    Timer.Task alarm =
        timer.after(
            pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, () -> hurry.release());
    hurry.acquireUninterruptibly();
    alarm.cancel();
  }

  private static long marks(List<Dirty> batch) {
    return batch.stream().filter(d -> !(d instanceof Dirty.Waiter)).count();
  }

  private static void tell(List<Dirty> batch, boolean durable) {
    for (Dirty one : batch) {
      if (one instanceof Dirty.Waiter waiter) {
        waiter.told().complete(durable);
      }
    }
  }
}
