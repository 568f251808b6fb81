package io.quotakeeper.select;

import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is held of one owner's windows for requests under way, so that no two callers are given the
 * same last unit.
 *
 * <p>Thread-safe. The lock is held for a few additions and never over I/O.
 */
public final class Holdings {

  /** An owner that came back is given requests one by one at first, so many more each second. */
  private static final int RAMP_PER_SECOND = 4;

  private static final Duration RAMP = Duration.ofSeconds(30);

  private final Map<Window, Tally> tallies = new HashMap<>();
  private final Set<Hold> open = new HashSet<>();
  private volatile int inFlight;
  private volatile Flow flow = Flow.NONE;
  private volatile Instant cameBack = Instant.MIN;

  /** How many requests are under way. */
  public int inFlight() {
    return inFlight;
  }

  /** How many requests were given to it lately: what is half an hour old counts a quarter. */
  double flow(Instant now) {
    return flow.at(now);
  }

  /** The owner could not serve, and can since {@code now}. */
  public void cameBack(Instant now) {
    cameBack = now;
  }

  /** Whether the owner came back so lately that more requests at once would be a storm. */
  boolean isRamping(Instant now) {
    Instant since = cameBack;
    if (since.equals(Instant.MIN) || !now.isBefore(since.plus(RAMP))) {
      return false;
    }
    long allowed = 1 + Duration.between(since, now).toMillis() * RAMP_PER_SECOND / 1000;
    return inFlight >= allowed;
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
      open.add(hold);
      flow = flow.plus(need.of(Unit.REQUESTS), now);
      hold.addTo(1);
      inFlight = open.size();
    }
    return Optional.of(hold);
  }

  /** Gives back what was held. Only the first time counts. */
  public void release(Hold hold) {
    synchronized (open) {
      if (open.remove(hold)) {
        hold.addTo(-1);
        inFlight = open.size();
      }
    }
  }
}
