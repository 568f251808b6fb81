package io.quotakeeper.engine;

import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background monitor. One turn starts the syncs that are due and waits for none of them; the
 * timer repeats it. Whatever a turn meets, the next one comes.
 */
final class SyncLoop implements MonitorHandle {

  private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final Duration SHORTEST_NAP = Duration.ofMillis(20);

  /**
   * A turn looks at each account, which takes a part of a microsecond: so much sleep for each keeps
   * that below a hundredth, though something of many accounts is due all the time.
   */
  private static final Duration NAP_EACH = Duration.ofNanos(20_000);

  private enum State {
    RUNNING,
    STOPPED
  }

  private final Supplier<Collection<Watched>> accounts;
  private final Sweeps sweeps;
  private final SyncPlan plan;
  private final Tools tools;
  private final Set<Sweep> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final AtomicReference<Timer.@Nullable Task> nextTurn = new AtomicReference<>();
  private volatile long lastTurn;

  /**
   * What a loop runs on.
   *
   * @param time tells what is due
   * @param timer repeats the turn
   * @param random spreads what became due while the program stood still
   * @param longestStop after so long without a turn the program stood still
   * @param isTold puts off what traffic has told
   */
  record Tools(
      Time time,
      Timer timer,
      RandomGenerator random,
      Supplier<Duration> longestStop,
      Predicate<Watched> isTold) {}

  SyncLoop(Supplier<Collection<Watched>> accounts, Sweeps sweeps, SyncPlan plan, Tools tools) {
    this.accounts = accounts;
    this.sweeps = sweeps;
    this.plan = plan;
    this.tools = tools;
    this.lastTurn = tools.time.nanos();
  }

  /** One turn, and then the next by itself. */
  void turn() {
    if (!isRunning()) {
      return;
    }
    Duration nap = LONGEST_NAP;
    try {
      dispatch();
      nap = nap();
    } catch (Throwable trouble) {
      LOG.error("A turn of the monitor failed error={}", trouble.getClass().getName(), trouble);
    } finally {
      repeat(nap);
    }
  }

  @Override
  public boolean isRunning() {
    return state.get() == State.RUNNING;
  }

  @Override
  public void close() {
    state.set(State.STOPPED);
    Timer.Task task = nextTurn.get();
    if (task != null) {
      task.cancel();
    }
    underWay.forEach(Sweep::stop);
    Waiting.awaitEnd(underWay.stream().map(Sweep::result).toList());
  }

  private void dispatch() {
    long now = tools.time.nanos();
    boolean stoodStill = now - lastTurn > tools.longestStop.get().toNanos();
    lastTurn = now;
    List<Watched> due =
        accounts.get().stream()
            .filter(w -> Eligibility.isDue(w, now) && !tools.isTold.test(w))
            .toList();
    if (stoodStill) {
      // One catch-up for each account, not all in the same second.
      due.forEach(
          w -> w.progress(p -> p.withDue(Due.in(plan.catchUp(tools.random.nextDouble()), now))));
    } else if (!due.isEmpty()) {
      begin(due);
    }
  }

  private void begin(List<Watched> due) {
    Sweep sweep = sweeps.start(due);
    underWay.add(sweep);
    var _ = sweep.result().whenComplete((_, _) -> underWay.remove(sweep));
    if (!isRunning()) {
      sweep.stop();
    }
  }

  private void repeat(Duration nap) {
    Timer.Task task = tools.timer.after(nap, this::turn);
    nextTurn.set(task);
    if (!isRunning()) {
      task.cancel();
    }
  }

  private Duration nap() {
    long now = tools.time.nanos();
    Collection<Watched> all = accounts.get();
    long nanos =
        all.stream()
            .filter(w -> w.flight().isEmpty())
            .map(w -> w.next(now).due())
            .mapToLong(due -> due instanceof Due.At at ? at.nanos() - now : Long.MAX_VALUE)
            .min()
            .orElse(Long.MAX_VALUE);
    long longest = LONGEST_NAP.toNanos();
    long shortest = Math.clamp(all.size() * NAP_EACH.toNanos(), SHORTEST_NAP.toNanos(), longest);
    return Duration.ofNanos(Math.clamp(nanos, shortest, longest));
  }
}
