package io.quotakeeper.outlook;

import io.quotakeeper.quota.Moment;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much of a window went, and when: what its looks add up to. Times over which that is not known
 * are not part of it: those in which the window was refilled, by its reset or by a refund, and
 * those in which nothing was left to be used. Immutable, and of bounded size: what is long ago is
 * kept more coarsely.
 */
public final class History {

  /**
   * What two sources of one window differ by because they round, as a share of the limit: so much
   * more is no refund.
   */
  private static final double ROUNDING = 0.011;

  /** Shares come from divisions. */
  private static final double SAME = 1e-9;

  private final Look last;
  private final Level level;
  private final Tally tally;
  private final List<Stretch> stretches;
  private final Lateness lateness;

  /**
   * The looks that told the same as the last one.
   *
   * @param edge when that much was left first, in milliseconds since 1970
   * @param seen when it was found so last
   * @param repeats how many looks told so
   * @param untold our own use since somebody else told how much is left
   */
  private record Level(long edge, long seen, int repeats, double untold) {

    private static Level at(long instant, double untold) {
      return new Level(instant, instant, 1, untold);
    }

    private Level again(long instant, double ownUse) {
      return new Level(edge, instant, repeats + 1, untold + ownUse);
    }

    private long millis() {
      return seen - edge;
    }
  }

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

  private History(Look last, Level level, Tally tally, List<Stretch> stretches, Lateness lateness) {
    this.last = last;
    this.level = level;
    this.tally = tally;
    this.stretches = stretches;
    this.lateness = lateness;
  }

  /** The history that begins with this look. */
  public static History startingWith(Look look) {
    return new History(
        look, Level.at(millis(look), 0), Tally.NONE.looked(0), List.of(), Lateness.NONE);
  }

  /** The history after another look. One that describes an earlier instant is little news. */
  public History then(Look look) {
    if (look.full() != last.full()) {
      // Another plan, or another measure.
      return startingWith(look);
    }
    long at = Math.max(level.seen, millis(look));
    if (isNewPeriod(look)) {
      return refilled(look, at);
    }
    double drop = last.left() - look.left();
    if (drop > SAME * Math.max(1, last.full())) {
      return dropped(look, at, drop);
    }
    boolean isOld = millis(look) < level.seen;
    double tolerance = ROUNDING * last.full() + level.untold + look.own();
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
    boolean isTold = last.full() > 0 && begin > level.seen && at > begin && burnt >= 0;
    List<Stretch> known =
        isTold ? Stretches.plus(idle(), new Stretch(begin, at, burnt, look.own())) : idle();
    return jumped(look, at, known);
  }

  private History jumped(Look look, long at, List<Stretch> known) {
    return new History(
        look, Level.at(at, 0), tally.looked(look.own()), known, lateness.with(last, look));
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
        same,
        level.again(at, look.own()),
        tally.looked(look.own()),
        stretches,
        lateness.with(last, look));
  }

  private History dropped(Look look, long at, double drop) {
    Tally after = tally.looked(look.own()).dropped(drop, last.full(), level.repeats > 1);
    // One step down that took several looks happened somewhere between: it is spread over them.
    boolean isStep = level.repeats > 1 && after.grain.isStep(drop);
    List<Stretch> known = isStep ? stretches : idle();
    var fresh = new Stretch(isStep ? level.edge : level.seen, at, drop, look.own());
    double own = look.own() > 0 ? level.untold + look.own() : 0;
    return new History(
        look, Level.at(at, own), after, Stretches.plus(known, fresh), lateness.with(last, look));
  }

  /** The stretches, with the time in which nothing went; where nothing was left nothing could. */
  private List<Stretch> idle() {
    return level.millis() > 0 && last.left() > 0
        ? Stretches.plus(stretches, new Stretch(level.edge, level.seen, 0, 0))
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
    return level.seen;
  }

  /** Since when what is told as left is used: before it was told where that is late. */
  long asOf() {
    return level.seen - lateness.millis();
  }

  Tally tally() {
    return tally;
  }

  /** What went, up to the last look, in busy time. */
  Course course(Rhythm rhythm) {
    double step = tally.step();
    if (step == 0) {
      return Course.of(stretches, new Stretch(level.edge, level.seen, 0, 0), rhythm);
    }
    Course closed = Course.of(stretches, new Stretch(level.edge, level.edge, 0, 0), rhythm);
    double usual = closed.span() > 0 ? closed.burntIn(closed.span()) / closed.span() : 0;
    // As long as one step lasts nothing is to be seen of what goes.
    return usual * rhythm.busy(level.edge, level.seen) <= step
        ? closed
        : Course.of(stretches, new Stretch(level.edge, level.seen, step / 2, 0), rhythm);
  }

  /**
   * How much was left at the last look, if so much goes a busy millisecond: where it is told in
   * steps more than told just after one, less just before the next. More than 0.
   */
  double leftAt(double rate, Rhythm rhythm) {
    double step = tally.step();
    double unseen = Math.min(step, rate * rhythm.busy(level.edge, level.seen));
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

  /** What went, the oldest first, without the time since the last drop. */
  List<Stretch> stretches() {
    return stretches;
  }
}
