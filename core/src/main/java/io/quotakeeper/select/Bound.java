package io.quotakeeper.select;

import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Unit;
import java.time.Instant;

/**
 * One window that binds a request, as it stood, and what is held of it since. Of a cap whose use
 * nobody told, all is left but what we hold.
 *
 * @param view as it stood
 * @param tally what is held of it
 * @param left what is left at best in its unit, or the share, by what its provider says; NaN if
 *     that is not known or not limited
 * @param most the limit in its unit, 1 for a share; NaN if there is none
 * @param perRequest what one request takes of a share; NaN where requests are counted, or while
 *     that is not known
 * @param guess what is left at worst by our own counting: of a share after our own requests since,
 *     by what one takes; of a value that came late without what it may tell of already; else as
 *     {@code left}
 * @param claim how much others than us will take of it until its reset, by the forecast
 * @param unit what it counts
 * @param isShare whether it is told as a share
 * @param isRemnant whether a request was refused for which it was too little
 */
record Bound(
    WindowView view,
    Tally tally,
    double left,
    double most,
    double perRequest,
    double guess,
    double claim,
    Unit unit,
    boolean isShare,
    boolean isRemnant) {

  /** Estimates are off by so much: of a remnant a request is given what it may take at worst. */
  private static final double AT_WORST = 2;

  /** While it is not known what a request takes of a share, so many are under way at most. */
  private static final int MOST_BLIND = 16;

  /** Sums of fractions are off by this much. */
  private static final double ROUNDING = 1e-9;

  static Bound of(
      WindowView view, QuotaState known, Holdings holdings, double claim, boolean isRemnant) {
    Amount amount = view.reading().amount();
    Unit unit = view.reading().window().unit();
    boolean isShare = amount instanceof Amount.Share;
    Tally tally =
        holdings.tally(view.reading().window(), isShare ? Unit.REQUESTS : unit, known.provenance());
    double guess = left(amount);
    double left = amount instanceof Amount.Counted ? guess + known.doubted() : guess;
    double most = most(amount);
    double each = isShare ? known.metering().cost().perRequest().orElse(Double.NaN) : Double.NaN;
    double used = Double.isNaN(each) ? 0 : each * known.metering().total();
    return new Bound(view, tally, left, most, each, guess - used, claim, unit, isShare, isRemnant);
  }

  private static double left(Amount amount) {
    return switch (amount) {
      case Amount.Counted(double left, double _) -> left;
      case Amount.Balance(double left, double minimum) -> left - minimum;
      case Amount.Share(double part) -> part;
      case Amount.Cap(double most) -> most;
      case Amount.Untold _, Amount.Unlimited _, Amount.NotEntitled _ -> Double.NaN;
    };
  }

  private static double most(Amount amount) {
    return switch (amount) {
      case Amount.Counted(double _, double most) -> most;
      case Amount.Share _ -> 1;
      case Amount.Cap(double most) -> most;
      case Amount.Balance _, Amount.Untold _, Amount.Unlimited _, Amount.NotEntitled _ ->
          Double.NaN;
    };
  }

  /**
   * What is left at worst after what is held, in its unit, or as a share; NaN if that is not known.
   */
  double free() {
    if (isShare) {
      return Double.isNaN(perRequest) ? left : guess - perRequest * tally.held();
    }
    return guess - tally.held();
  }

  /** The share that is left after what is held, 0 to 1; 1 where nothing limits. */
  double headroom() {
    return Double.isNaN(most) ? 1 : most > 0 ? Math.clamp(free() / most, 0, 1) : 0;
  }

  /**
   * Whether enough is left for {@code need} with a share of {@code floor} kept back. What our own
   * counting makes of a share, or of a late value, is a guess, and does not shut what its provider
   * says is open.
   */
  boolean admits(Need need, double floor) {
    return admits(isShare ? 0 : takes(need), floor);
  }

  private boolean admits(double takes, double floor) {
    if (Double.isNaN(left)) {
      return true;
    }
    if (isShare) {
      boolean isBlind = Double.isNaN(perRequest);
      return left > 0 && (floor <= 0 || free() > floor) && !(isBlind && tally.held() >= MOST_BLIND);
    }
    double rest = left - tally.held() - takes - kept(floor);
    return takes > 0 ? rest >= -ROUNDING * Math.max(1, takes) : rest > 0 && !isRemnant;
  }

  /**
   * When {@code need} fits if nothing is held then, as far as that is stated: at the reset, and
   * sooner where the window fills up all the time; at once if it does.
   */
  Moment fitsAt(Need need, double floor, Instant now) {
    if (Double.isNaN(left) || isShare) {
      return left > 0 || Double.isNaN(left) ? Moment.at(now) : view.backAt(0);
    }
    double wants = takes(need) + kept(floor);
    return left >= wants ? Moment.at(now) : view.backAt(wants);
  }

  private double takes(Need need) {
    return need.of(unit) * (isRemnant ? AT_WORST : 1);
  }

  private double kept(double floor) {
    return Double.isNaN(most) ? 0 : floor * most;
  }

  /** Whether by our own counting, or by what others are about to take, nothing is left to give. */
  boolean isDoubtful(Need need) {
    return isDoubtful(need.of(isShare ? Unit.REQUESTS : unit));
  }

  /** Whether that is so whatever is needed. */
  boolean isDoubtful() {
    return isDoubtful(0);
  }

  private boolean isDoubtful(double wants) {
    if (Double.isNaN(left)) {
      return false;
    }
    double takes = isShare ? (Double.isNaN(perRequest) ? 0 : perRequest * wants) : wants;
    return free() - takes < claim - ROUNDING;
  }

  /**
   * Up to how much of its unit, requests for a share, every need is answered as one that takes
   * nothing: it is admitted, with a share of up to {@code floor} kept back, and as doubtful or not.
   * Negative where each need has to be looked at.
   */
  double ease(double floor) {
    if (!admits(0, floor)) {
      return -1;
    }
    if (Double.isNaN(left)) {
      return Double.POSITIVE_INFINITY;
    }
    double certain = isDoubtful() ? Double.POSITIVE_INFINITY : free() - claim;
    if (isShare) {
      return Double.isNaN(perRequest) ? Double.POSITIVE_INFINITY : certain / perRequest;
    }
    return Math.min(certain, left - tally.held() - kept(floor));
  }

  /** Whether what it counts are requests. */
  boolean isOfRequests() {
    return isShare || unit.equals(Unit.REQUESTS);
  }

  /**
   * When what is left of it is lost, in seconds since 1970; {@link Long#MAX_VALUE} if nobody says,
   * or never: what fills up all the time loses nothing at the instant at which it is full. Of a
   * window of known length that has not begun it is one length from now.
   */
  long lapse(Instant now) {
    if (view.reading().refill() == Refill.STEADY) {
      return Long.MAX_VALUE;
    }
    if (view.reading().resetsAt() instanceof Moment.At(Instant at)) {
      return at.getEpochSecond();
    }
    return Double.isNaN(most)
        ? Long.MAX_VALUE
        : view.reading()
            .window()
            .length()
            .map(length -> now.plus(length).getEpochSecond())
            .orElse(Long.MAX_VALUE);
  }

  /**
   * How many requests a second would just use it up by then; NaN if that cannot be told. Of several
   * windows the one that allows the fewest is the one of which something can be lost.
   */
  double evenPace(Instant now) {
    long lapse = lapse(now);
    if (lapse == Long.MAX_VALUE || !isOfRequests()) {
      return Double.NaN;
    }
    double seconds = Math.max(1, lapse - now.getEpochSecond());
    return (isShare ? Math.max(0, guess) / perRequest : guess) / seconds;
  }
}
