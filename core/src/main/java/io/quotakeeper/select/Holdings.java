package io.quotakeeper.select;

import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What is held of one owner's windows for requests under way, so that no two callers are given the
 * same last unit.
 *
 * <p>Thread-safe. The lock is held for a few additions and never over I/O.
 */
public final class Holdings {

  /** An owner that came back is given requests one by one at first, one more each time. */
  private static final Duration RAMP_STEP = Duration.ofMillis(250);

  private static final Duration RAMP = Duration.ofSeconds(30);

  private static final AtomicLongFieldUpdater<Holdings> CHANGES =
      AtomicLongFieldUpdater.newUpdater(Holdings.class, "changes");

  private final Map<Window, Tally> tallies = new HashMap<>();
  private final List<Hold> open = new ArrayList<>();
  private volatile int inFlight;
  private volatile Flow flow = Flow.NONE;
  private volatile Instant cameBack = Instant.MIN;
  private volatile long changes;

  /** How many requests are under way. */
  public int inFlight() {
    return inFlight;
  }

  /**
   * How often something changed of what an account of the owner is judged by. Who reads it before
   * all else, and finds it the same later, has missed nothing.
   */
  public long changes() {
    return changes;
  }

  /** Something else changed than what is held: what is known of the owner, or how it was used. */
  public void changed() {
    CHANGES.incrementAndGet(this);
  }

  /** How many requests were given to it lately: what is half an hour old counts a quarter. */
  Flow flow() {
    return flow;
  }

  /** The owner could not serve, and can since {@code now}. */
  public void cameBack(Instant now) {
    cameBack = now;
    changed();
  }

  /** Whether the owner came back so lately that more requests at once would be a storm. */
  boolean isRamping(Instant now) {
    return now.isBefore(rampsUntil());
  }

  /** When it may be given one more request, with as many under way as now; long ago, mostly. */
  Instant rampsUntil() {
    Instant since = cameBack;
    if (since.equals(Instant.MIN)) {
      return since;
    }
    Duration wait = RAMP_STEP.multipliedBy(inFlight);
    return since.plus(wait.compareTo(RAMP) < 0 ? wait : RAMP);
  }

  /** What is held of a window beside its value. */
  Tally tally(Window window, Unit unit, Provenance said) {
    synchronized (open) {
      Tally tally = tallies.computeIfAbsent(window, _ -> new Tally(unit, said));
      if (!tally.isOf(said)) {
        tally.restart(said);
        for (Hold hold : open) {
          if (hold.isIn(tally)) {
            tally.add(hold, 1);
          }
        }
        changed();
      }
      return tally;
    }
  }

  /** Holds what {@code need} takes of all these windows, or nothing if one has not enough. */
  Optional<Hold> take(Bound[] bounds, Need need, double floor, Instant now) {
    Tally[] held = new Tally[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      held[i] = bounds[i].tally();
    }
    var hold = new Hold(need, now, held);
    synchronized (open) {
      for (Bound bound : bounds) {
        if (!bound.admits(need, floor)) {
          return Optional.empty();
        }
      }
      hold.moveTo(open.size());
      open.add(hold);
      flow = flow.plus(need.of(Unit.REQUESTS), now);
      hold.addTo(1);
      inFlight = open.size();
      changed();
    }
    return Optional.of(hold);
  }

  /** Gives back what was held. Only the first time counts. */
  public void release(Hold hold) {
    synchronized (open) {
      int place = hold.place();
      if (place >= 0) {
        Hold last = open.removeLast();
        if (last != hold) {
          open.set(place, last);
          last.moveTo(place);
        }
        hold.moveTo(-1);
        hold.addTo(-1);
        inFlight = open.size();
        changed();
      }
    }
  }
}
