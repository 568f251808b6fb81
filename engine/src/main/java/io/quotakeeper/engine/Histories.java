package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.Forecaster;
import io.quotakeeper.outlook.History;
import io.quotakeeper.outlook.Look;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The histories of windows of which something went, as far as the ledger knows the windows. One
 * begins with the first drop, so that windows that nobody uses cost nothing; windows of {@link
 * #SHORT} and less have none.
 *
 * <p>Thread-safe: an owner's histories are replaced as a whole; the newest state is read inside
 * that step, so that changes that reach us in the other order do no harm. Being told takes a few
 * microseconds and never blocks.
 */
final class Histories {

  /** They refill before anybody could act on a forecast. */
  static final Duration SHORT = Duration.ofMinutes(15);

  /** Whoever asks again so soon is told the same: a choice among many accounts asks of each. */
  private static final Duration REPEATED = Duration.ofSeconds(10);

  private final ConcurrentMap<Owner, Map<Window, Trace>> traces = new ConcurrentHashMap<>();
  private final LedgerView ledger;
  private final Time time;

  Histories(LedgerView ledger, Time time) {
    this.ledger = ledger;
    this.time = time;
  }

  /** A forecast, and when it was made. */
  private record Said(Forecast forecast, Instant at) {

    /** Whether it would be made about the same now. */
    private boolean isGood(Instant now) {
      boolean isOver =
          forecast instanceof Forecast.Expected expected && expected.resetsAt().hasPassed(now);
      return !isOver && Duration.between(at, now).abs().compareTo(REPEATED) < 0;
    }
  }

  /** A window's history, and the state that it ends with. Thread-safe. */
  private static final class Trace {

    private final QuotaState state;
    private final History history;
    private volatile @Nullable Said said;

    private Trace(QuotaState state, History history) {
      this.state = state;
      this.history = history;
    }

    private Trace then(QuotaState next, Instant now) {
      if (next.equals(state)) {
        return this;
      }
      // What tells nothing of what is left, as after a reset that nobody saw, is no look.
      return new Trace(next, Look.of(state, next, now).map(history::then).orElse(history));
    }

    private Forecast forecast(Instant now) {
      Said known = said;
      if (known == null || !known.isGood(now)) {
        known = new Said(Forecaster.of(history, now), now);
        said = known;
      }
      return known.forecast;
    }
  }

  void changed(LedgerChange change) {
    Owner owner = change.owner();
    if (!traces.containsKey(owner) && !isDropAmong(change)) {
      return;
    }
    Instant now = time.now();
    traces.compute(
        owner,
        (_, known) -> {
          Map<Window, Trace> next =
              next(known == null ? Map.of() : known, ledger.state(owner), change, now);
          return next.isEmpty() ? null : next;
        });
  }

  /** The history of a window; empty if nothing was seen to go of it. */
  Optional<History> of(Owner owner, Window window) {
    return Optional.ofNullable(traces.get(owner))
        .map(windows -> windows.get(window))
        .map(trace -> trace.history);
  }

  /** When a window runs out; empty if nothing was seen to go of it. */
  Optional<Forecast> forecast(Owner owner, Window window, Instant now) {
    return Optional.ofNullable(traces.get(owner))
        .map(windows -> windows.get(window))
        .map(trace -> trace.forecast(now));
  }

  /** How many windows have one. */
  int size() {
    return traces.values().stream().mapToInt(Map::size).sum();
  }

  private static Map<Window, Trace> next(
      Map<Window, Trace> known, OwnerState newest, LedgerChange change, Instant now) {
    Map<Window, Trace> next = HashMap.newHashMap(newest.windows().size());
    var before = new Earlier(change.before());
    newest
        .windows()
        .forEach((window, state) -> {
          Trace trace = known.get(window);
          if (trace != null) {
            next.put(window, trace.then(state, now));
          } else {
            begun(before.of(window), state, now).ifPresent(first -> next.put(window, first));
          }
        });
    return next;
  }

  private static boolean isDropAmong(LedgerChange change) {
    var before = new Earlier(change.before());
    for (QuotaState after : change.after().windows().values()) {
      if (isDrop(before.of(after.reading().window()), after)) {
        return true;
      }
    }
    return false;
  }

  /** The windows of a state, to be asked for in their order: an owner may have hundreds. */
  private static final class Earlier {

    private final Iterator<QuotaState> rest;
    private @Nullable QuotaState next;

    private Earlier(OwnerState state) {
      rest = state.windows().values().iterator();
      advance();
    }

    private @Nullable QuotaState of(Window window) {
      while (next != null && next.reading().window().compareTo(window) < 0) {
        advance();
      }
      return next != null && next.reading().window().equals(window) ? next : null;
    }

    private void advance() {
      next = rest.hasNext() ? rest.next() : null;
    }
  }

  /** Whether the one may be less than the other: told to be so only by looking closer. */
  private static boolean isDrop(@Nullable QuotaState before, QuotaState after) {
    return before != null
        && !before.equals(after)
        && !isShort(after.reading().window())
        && (!before.metering().equals(after.metering())
            || !before.reading().amount().equals(after.reading().amount()));
  }

  private static Optional<Trace> begun(@Nullable QuotaState before, QuotaState after, Instant now) {
    if (before == null || !isDrop(before, after)) {
      return Optional.empty();
    }
    Optional<Look> first = Look.of(before, before.provenance().asOf());
    Optional<Look> second = Look.of(before, after, now);
    return first.isPresent() && second.isPresent() && second.get().left() < first.get().left()
        ? Optional.of(new Trace(after, History.startingWith(first.get()).then(second.get())))
        : Optional.empty();
  }

  static boolean isShort(Window window) {
    return window.length().filter(length -> length.compareTo(SHORT) <= 0).isPresent();
  }
}
