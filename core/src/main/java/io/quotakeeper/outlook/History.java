package io.quotakeeper.outlook;

import io.quotakeeper.quota.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How much of a window went, and when: what its looks add up to. Times over which that is not known
 * are not part of it: those in which the window was refilled, by its reset or by a refund, and
 * those in which nothing was left to be used. Immutable, and of bounded size: what is long ago is
 * kept more coarsely.
 */
public final class History {

  /** A full history takes about 5 KiB. */
  static final int MOST_STRETCHES = 96;

  /** Nothing older than the longest window. */
  private static final long LONGEST_MILLIS = 31L * 24 * 3_600_000;

  /**
   * What two sources of one window differ by because they round, as a share of the limit: so much
   * more is no refund.
   */
  private static final double ROUNDING = 0.011;

  /** Shares come from divisions. */
  private static final double SAME = 1e-9;

  private final Look last;

  /** When that much was left first, in milliseconds since 1970. */
  private final long edge;

  /** When it was found so last. */
  private final long seen;

  /** How many looks told so. */
  private final int repeats;

  /** Own use since somebody else than we told how much is left. */
  private final double untold;

  private final Tally tally;
  private final List<Stretch> stretches;

  /**
   * What is counted over all of it.
   *
   * @param looks how often somebody looked
   * @param drops how often less was left than before
   * @param steps how many of these were one step after several looks that told the same
   * @param grain of what all drops are multiples: the step in which the provider tells
   * @param own all that was our own use
   */
  record Tally(int looks, int drops, int steps, Grain grain, double own) {

    private static final Tally NONE = new Tally(0, 0, 0, Grain.UNTOLD, 0);

    /** The step in which the provider tells; 0 if it does not visibly do so in steps. */
    double step() {
      return steps * 2 >= drops ? grain.orZero() : 0;
    }

    private Tally looked(double ownUse) {
      return new Tally(looks + 1, drops, steps, grain, own + ownUse);
    }

    private Tally dropped(double drop, double full, boolean afterRepeats) {
      Grain next = grain.with(drop, full);
      int more = afterRepeats && next.isStep(drop) ? 1 : 0;
      return new Tally(looks, drops + 1, steps + more, next, own);
    }
  }

  private History(
      Look last,
      long edge,
      long seen,
      int repeats,
      double untold,
      Tally tally,
      List<Stretch> stretches) {
    this.last = last;
    this.edge = edge;
    this.seen = seen;
    this.repeats = repeats;
    this.untold = untold;
    this.tally = tally;
    this.stretches = stretches;
  }

  /** The history that begins with this look. */
  public static History startingWith(Look look) {
    return new History(look, millis(look), millis(look), 1, 0, Tally.NONE.looked(0), List.of());
  }

  /** The history after another look. One that describes an earlier instant is little news. */
  public History then(Look look) {
    if (look.full() != last.full()) {
      // Another plan, or another measure.
      return startingWith(look);
    }
    long at = Math.max(seen, millis(look));
    if (isNewPeriod(look)) {
      return refilled(look, at);
    }
    double drop = last.left() - look.left();
    if (drop > SAME * Math.max(1, last.full())) {
      return dropped(look, at, drop);
    }
    boolean isOld = millis(look) < seen;
    double tolerance = ROUNDING * last.full() + untold + look.own();
    if (isOld || -drop <= tolerance) {
      return repeated(look, at);
    }
    return jumped(look, at, stretches);
  }

  /**
   * Whether the reset that was stated has passed, and visibly so: a provider that is late with a
   * reset still tells what was left before.
   */
  private boolean isNewPeriod(Look look) {
    boolean isOver = last.resetsAt() instanceof Moment.At(Instant end) && !look.at().isBefore(end);
    return isOver && look.left() > last.left();
  }

  private History refilled(Look look, long at) {
    long begin = last.resetsAt().instant().orElse(look.at()).toEpochMilli();
    double burnt = last.full() - look.left();
    boolean isTold = last.full() > 0 && begin > seen && at > begin && burnt >= 0;
    List<Stretch> known =
        isTold ? Stretches.plus(idle(), new Stretch(begin, at, burnt, look.own())) : idle();
    return jumped(look, at, known);
  }

  private History jumped(Look look, long at, List<Stretch> known) {
    return new History(look, at, at, 1, 0, tally.looked(look.own()), known);
  }

  private History repeated(Look look, long at) {
    // The lower value stands: another source may round up.
    Look same =
        new Look(
            look.at(),
            Math.min(last.left(), look.left()),
            last.full(),
            look.resetsAt(),
            look.own());
    return new History(
        same, edge, at, repeats + 1, untold + look.own(), tally.looked(look.own()), stretches);
  }

  private History dropped(Look look, long at, double drop) {
    Tally after = tally.looked(look.own()).dropped(drop, last.full(), repeats > 1);
    // One step down that took several looks happened somewhere between: it is spread over them.
    boolean isStep = repeats > 1 && after.grain.isStep(drop);
    List<Stretch> known = isStep ? stretches : idle();
    var fresh = new Stretch(isStep ? edge : seen, at, drop, look.own());
    double own = look.own() > 0 ? untold + look.own() : 0;
    return new History(look, at, at, 1, own, after, Stretches.plus(known, fresh));
  }

  /** The stretches, with the time in which nothing went; where nothing was left nothing could. */
  private List<Stretch> idle() {
    return seen > edge && last.left() > 0
        ? Stretches.plus(stretches, new Stretch(edge, seen, 0, 0))
        : stretches;
  }

  private static long millis(Look look) {
    return look.at().toEpochMilli();
  }

  /** The last look. */
  public Look last() {
    return last;
  }

  long seen() {
    return seen;
  }

  Tally tally() {
    return tally;
  }

  /** What went, up to the last look. */
  Course course() {
    double step = tally.step();
    if (step == 0) {
      return Course.of(stretches, new Stretch(edge, seen, 0, 0));
    }
    Course closed = Course.of(stretches, new Stretch(edge, edge, 0, 0));
    double usual = closed.span() > 0 ? closed.burntIn(closed.span()) / closed.span() : 0;
    // As long as one step lasts nothing is to be seen of what goes.
    return usual * (seen - edge) <= step
        ? closed
        : Course.of(stretches, new Stretch(edge, seen, step / 2, 0));
  }

  /**
   * How much was left at the last look, if so much goes a millisecond: where it is told in steps
   * more than told just after one, less just before the next. More than 0.
   */
  double leftAt(double rate) {
    double step = tally.step();
    double unseen = Math.min(step, rate * (seen - edge));
    return Math.max(last.left() / 2, last.left() + step / 2 - unseen);
  }

  /** The share of what went that was not our own use; empty where nobody counts that. */
  OptionalDouble foreign() {
    if (tally.own == 0) {
      return OptionalDouble.empty();
    }
    double burnt = 0;
    double own = 0;
    for (Stretch each : stretches) {
      burnt += each.burnt();
      own += each.own();
    }
    return OptionalDouble.of(burnt > 0 ? Math.clamp(1 - own / burnt, 0, 1) : 0);
  }

  List<Stretch> stretches() {
    return stretches;
  }

  /** A bounded list of stretches, the oldest first. */
  private static final class Stretches {

    private static List<Stretch> plus(List<Stretch> known, Stretch next) {
      List<Stretch> all = new ArrayList<>(known.size() + 1);
      all.addAll(known);
      Stretch before = all.isEmpty() ? null : all.getLast();
      if (before != null && isOne(before, next)) {
        all.set(all.size() - 1, before.with(next));
      } else {
        all.add(next);
      }
      while (all.size() > 1 && next.to() - all.getFirst().to() > LONGEST_MILLIS) {
        all.removeFirst();
      }
      return List.copyOf(all.size() > MOST_STRETCHES ? coarser(all) : all);
    }

    private static boolean isOne(Stretch before, Stretch next) {
      boolean isMoment = next.millis() == 0 || before.millis() == 0;
      return before.adjoins(next) && (isMoment || (before.isIdle() && next.isIdle()));
    }

    /** In the older half of it two are made one. */
    private static List<Stretch> coarser(List<Stretch> all) {
      List<Stretch> fewer = new ArrayList<>(all.size());
      int half = all.size() / 2;
      @Nullable Stretch waiting = null;
      for (Stretch each : all.subList(0, half)) {
        if (waiting != null && waiting.adjoins(each)) {
          fewer.add(waiting.with(each));
          waiting = null;
        } else {
          if (waiting != null) {
            fewer.add(waiting);
          }
          waiting = each;
        }
      }
      if (waiting != null) {
        fewer.add(waiting);
      }
      fewer.addAll(all.subList(half, all.size()));
      return fewer.size() > MOST_STRETCHES
          ? fewer.subList(fewer.size() - MOST_STRETCHES, fewer.size())
          : fewer;
    }
  }
}
