package io.quotakeeper.testkit;

import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Both clocks and the timer, moved by hand. Nothing happens by itself: tasks run inside {@link
 * #advance}, on the thread that calls it. Thread-safe; two threads that advance take turns.
 *
 * <p>The monotonic clock starts one second before it overflows, so that code which compares two
 * readings instead of subtracting them fails early.
 */
public final class ManualTime implements Time, Timer {

  private static final long ONE_SECOND_BEFORE_OVERFLOW = Long.MAX_VALUE - 1_000_000_000L;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long origin;
  private final ReentrantLock state = new ReentrantLock();
  private final ReentrantLock turn = new ReentrantLock();
  private final PriorityQueue<Due> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private final Tally putOff = new Tally();
  private Instant wall;
  private long elapsed;
  private long count;

  /** Starts at that instant. */
  public ManualTime(Instant start) {
    this(start, ONE_SECOND_BEFORE_OVERFLOW);
  }

  /** Starts at that instant, with that reading of the monotonic clock in nanoseconds. */
  public ManualTime(Instant start, long nanos) {
    this.wall = start;
    this.origin = nanos;
  }

  @Override
  public Instant now() {
    state.lock();
    try {
      return wall;
    } finally {
      state.unlock();
    }
  }

  @Override
  public long nanos() {
    state.lock();
    try {
      return origin + elapsed;
    } finally {
      state.unlock();
    }
  }

  /**
   * Puts a task off. One that is due at once runs in the next {@link #advance}, even one of zero.
   */
  @Override
  public Task after(Duration delay, Runnable action) {
    Due due;
    state.lock();
    try {
      due = new Due(elapsed + nanosOf(delay), count++, action);
      tasks.add(due);
    } finally {
      state.unlock();
    }
    putOff.add();
    return () -> drop(due);
  }

  /**
   * Moves both clocks forward and runs what falls due, in order of due time, then of being put off;
   * each task sees its own due time on the clocks. What a task puts off runs too if it falls due in
   * the same stretch. A task that throws ends the advance at its due time.
   *
   * @param by zero or more
   * @throws IllegalArgumentException if {@code by} is negative
   * @throws IllegalStateException if a task calls this
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the monotonic clock does not run back: " + by);
    }
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a task must not advance the time that runs it");
    }
    turn.lock();
    try {
      long target = elapsedNow() + nanosOf(by);
      for (Due due = moveToNext(target); due != null; due = moveToNext(target)) {
        due.action.run();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Moves the wall clock alone, forward or back, as an operator or NTP does. Runs nothing. */
  public void jumpWall(Duration by) {
    state.lock();
    try {
      wall = wall.plus(by);
    } finally {
      state.unlock();
    }
  }

  /** How many tasks wait. */
  public int pending() {
    state.lock();
    try {
      return tasks.size();
    } finally {
      state.unlock();
    }
  }

  /**
   * Counts the tasks that were ever put off: a test waits here until another thread has begun to
   * wait.
   */
  public Tally putOff() {
    return putOff;
  }

  /** How long from now until the next task is due; absent if none waits. */
  public Optional<Duration> nextDue() {
    state.lock();
    try {
      return Optional.ofNullable(tasks.peek()).map(due -> Duration.ofNanos(due.at - elapsed));
    } finally {
      state.unlock();
    }
  }

  private long elapsedNow() {
    state.lock();
    try {
      return elapsed;
    } finally {
      state.unlock();
    }
  }

  private @Nullable Due moveToNext(long target) {
    state.lock();
    try {
      Due next = tasks.peek();
      if (next != null && next.at <= target) {
        moveTo(next.at);
        return tasks.remove();
      }
      moveTo(target);
      return null;
    } finally {
      state.unlock();
    }
  }

  private void moveTo(long at) {
    wall = wall.plusNanos(at - elapsed);
    elapsed = at;
  }

  private void drop(Due due) {
    state.lock();
    try {
      tasks.remove(due);
    } finally {
      state.unlock();
    }
  }

  private static long nanosOf(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
  }

  /** A task, due when so many nanoseconds have passed since the start. Compared by identity. */
  private static final class Due {
    private final long at;
    private final long order;
    private final Runnable action;

    Due(long at, long order, Runnable action) {
      this.at = at;
      this.order = order;
      this.action = action;
    }

    long at() {
      return at;
    }

    long order() {
      return order;
    }
  }
}
