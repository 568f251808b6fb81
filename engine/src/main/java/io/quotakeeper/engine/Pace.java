package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How fast an account is used up, from one look to the next. Immutable, and of bounded size however
 * many windows the account has.
 *
 * @param pause how long it was to wait for the next look, apart from resets; zero before the first
 * @param news what the last look saw
 * @param traces its tightest limits
 */
record Pace(Duration pause, News news, List<Trace> traces) {

  /** It was not looked at yet. */
  static final Pace START = new Pace(Duration.ZERO, News.FIRST, List.of());

  /** So many limits are traced, those of which the least is left. */
  private static final int MOST_TRACES = 8;

  /** The fastest use counts half as much after so long. */
  private static final Duration HALF_LIFE = Duration.ofHours(6);

  /** Over less than this no pace can be told: one request looks like a flood. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final double MILLIS = 1e3;
  private static final double PERCENT = 0.01;
  private static final double ROUNDING = 1e-9;

  /** What a look saw. */
  enum News {
    /** There was none before. */
    FIRST,
    /** The same as before. */
    NONE,
    /** Less is left of something. */
    BURNT,
    /** A limit that was spent, or low, has more again. */
    REVIVED
  }

  /**
   * One limit.
   *
   * @param window which
   * @param left what was left of it
   * @param next what is left when its next threshold is crossed
   * @param asOf when
   * @param resetsAt when it refills
   * @param fastest how much a second is used of it at most, as far as was seen lately
   */
  record Trace(
      Window window, double left, double next, Instant asOf, Moment resetsAt, double fastest) {

    private static Trace first(Sight.Seen seen) {
      return new Trace(seen.window(), seen.left(), seen.next(), seen.asOf(), seen.resetsAt(), 0);
    }

    /** Seconds until the next threshold is crossed at the fastest pace; infinite at none. */
    double secondsLeft() {
      return isOpen() && fastest > 0 ? (left - next) / fastest : Double.POSITIVE_INFINITY;
    }

    /** The same if no more is left than what was told leaves open. */
    double secondsSure() {
      return isOpen() && fastest > 0 ? room() / fastest : Double.POSITIVE_INFINITY;
    }

    private boolean isOpen() {
      return left > next;
    }

    /** What is left for sure until the next threshold: a whole percent may be nearly the next. */
    private double room() {
      double percents = left * 100;
      boolean isCoarse =
          window.unit().equals(Unit.PERCENT) && Math.abs(percents - Math.rint(percents)) < ROUNDING;
      return isCoarse ? Math.max(0, left - next - PERCENT) : left - next;
    }

    private boolean isLow() {
      return next == 0;
    }

    /**
     * Whether a period of it ended between these two looks, and visibly so: a provider that is late
     * with a reset still tells what was left before.
     */
    private boolean startedAnew(Sight.Seen seen) {
      return resetsAt.hasPassed(seen.asOf()) && resetsAt.isAfter(asOf) && seen.left() > left;
    }

    private double usedUntil(Sight.Seen seen) {
      return Math.max(0, (startedAnew(seen) && seen.isShare() ? 1 : left) - seen.left());
    }

    private Trace then(Sight.Seen seen) {
      Instant since = startedAnew(seen) ? resetsAt.instant().orElse(asOf) : asOf;
      Duration span = Duration.between(since, seen.asOf());
      double seconds = Math.max(SHORTEST.toMillis(), span.toMillis()) / MILLIS;
      double faded = fastest * Math.pow(0.5, seconds / HALF_LIFE.toSeconds());
      return new Trace(
          seen.window(),
          seen.left(),
          seen.next(),
          seen.asOf(),
          seen.resetsAt(),
          Math.max(faded, usedUntil(seen) / seconds));
    }
  }

  Pace {
    traces = List.copyOf(traces);
  }

  /** The pace after a look, which is to be followed by another after {@code other}. */
  Pace waiting(Duration other) {
    return new Pace(other, news, traces);
  }

  /** Whether it was measured so shortly before that nothing can be told of another pace yet. */
  boolean isOfJustBefore(Instant now) {
    Instant shortest = now.minus(SHORTEST);
    return traces.stream().anyMatch(trace -> trace.asOf.isAfter(shortest));
  }

  /** Whether a look shows nothing that was not seen before. */
  boolean hasSeen(Sight sight) {
    for (Sight.Seen seen : sight.limits()) {
      Trace known = before(seen);
      if (known == null || !seen.asOf().equals(known.asOf)) {
        return false;
      }
    }
    return !sight.limits().isEmpty();
  }

  /** The pace after a look. */
  Pace seeing(Sight sight) {
    boolean isFirst = this.equals(START);
    boolean burnt = false;
    boolean revived = false;
    List<Trace> next = new ArrayList<>(sight.limits().size());
    for (Sight.Seen seen : sight.limits()) {
      Trace before = before(seen);
      if (before == null || !seen.asOf().isAfter(before.asOf)) {
        next.add(before == null ? Trace.first(seen) : before);
      } else {
        next.add(before.then(seen));
        burnt |= before.usedUntil(seen) > 0;
        revived |= before.isLow() && seen.left() > before.left && seen.next() > 0;
      }
    }
    News seen = revived ? News.REVIVED : burnt ? News.BURNT : News.NONE;
    return new Pace(pause, isFirst ? News.FIRST : seen, tightest(next));
  }

  /** Seconds until a threshold is crossed at the fastest pace; infinite if none can be. */
  double secondsLeft() {
    return least(Trace::secondsLeft);
  }

  /** The same if no more is left than what was told leaves open; at most as long. */
  double secondsSure() {
    return least(Trace::secondsSure);
  }

  /** The least share that is left until a threshold is crossed; infinite if none can be. */
  double room() {
    return least(trace ->
        trace.isOpen() && !trace.window.isBalance() ? trace.room() : Double.POSITIVE_INFINITY);
  }

  private double least(ToDoubleFunction<Trace> measure) {
    double least = Double.POSITIVE_INFINITY;
    for (Trace trace : traces) {
      least = Math.min(least, measure.applyAsDouble(trace));
    }
    return least;
  }

  /**
   * What was seen of that limit last. Of one that was not among the tightest as much was left as of
   * the last that was.
   */
  private @Nullable Trace before(Sight.Seen seen) {
    for (Trace trace : traces) {
      if (trace.window.equals(seen.window())) {
        return trace;
      }
    }
    if (traces.size() < MOST_TRACES || !seen.isShare()) {
      return null;
    }
    Trace loosest = traces.getLast();
    return new Trace(seen.window(), loosest.left, seen.next(), loosest.asOf, Moment.unstated(), 0);
  }

  private static List<Trace> tightest(List<Trace> all) {
    if (all.size() <= MOST_TRACES) {
      return all;
    }
    all.sort(
        Comparator.comparing((Trace trace) -> !trace.window.isBalance())
            .thenComparingDouble(Trace::left));
    return all.subList(0, MOST_TRACES);
  }
}
