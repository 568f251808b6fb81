package io.quotakeeper.select;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How one account of a pool stands for one subject: what is known of it, thought over once for many
 * requests, and what is held of it now.
 *
 * <p>Thread-safe. What is known never changes; what is held is read as it is.
 */
public final class Standing {

  /**
   * What it is made from.
   *
   * @param seat the account's place in its pool
   * @param holdings what is held of its owner
   * @param plan its plan, whose tier ranks it
   * @param claims what others will take
   */
  public record Place(Seat seat, Holdings holdings, Plan plan, Claims claims) {}

  private static final Bound[] NONE = {};

  private final Place place;
  private final Decision decision;
  private final Bound[] bounds;
  private final Optional<Reason> closed;
  private final Grade grade;
  private final Lapse lapse;
  private final int tier;
  private final Moment until;

  private Standing(Place place, Decision decision, Bound[] bounds, Facts facts) {
    this.place = place;
    this.decision = decision;
    this.bounds = bounds;
    this.closed = facts.closed;
    this.grade = facts.grade;
    this.lapse = facts.lapse;
    this.tier = AccountPrioritizer.tierRank(place.plan);
    this.until = facts.until;
  }

  private record Facts(Optional<Reason> closed, Grade grade, Lapse lapse, Moment until) {}

  /**
   * How the account of {@code place} stands for what is asked, by all that is known of its owner.
   */
  public static Standing of(
      Question question, Place place, OwnerState state, Policy policy, Instant now) {
    Decider.Judgement judgement = Decider.judge(question, state, policy, now);
    Decision decision = judgement.decision();
    Moment until = changesAt(state, policy, now);
    List<WindowView> views = judgement.views();
    boolean isExhausted = decision.outcome() instanceof QuotaDecision.Exhausted;
    Set<Window> remnants =
        isExhausted ? Remnant.windows(question, state, policy, views, now) : Set.of();
    boolean isDoubted = isExhausted && isSpentByDoubt(decision, views, state);
    if (isExhausted && remnants.isEmpty() && !isDoubted) {
      var facts = new Facts(Optional.of(whyClosed(decision)), Grade.UNKNOWN, Lapse.NEVER, until);
      return new Standing(place, decision, NONE, facts);
    }
    Bound[] bounds = new Bound[views.size()];
    for (int i = 0; i < bounds.length; i++) {
      WindowView view = views.get(i);
      Window window = view.reading().window();
      QuotaState known = Objects.requireNonNull(state.windows().get(window));
      double claim = place.claims.on(view, now);
      bounds[i] = Bound.of(view, known, place.holdings, claim, remnants.contains(window));
    }
    var facts =
        new Facts(
            Optional.empty(),
            isDoubted
                ? Grade.DOUBTFUL
                : isExhausted ? Grade.UNPROVEN : grade(question, decision, state, policy, now),
            Lapse.of(bounds, now),
            until);
    return new Standing(place, decision, bounds, facts);
  }

  /** What is known of the account. */
  public Decision decision() {
    return decision;
  }

  /** The account's place in its pool. */
  public Seat seat() {
    return place.seat;
  }

  /** What is held of its owner. */
  public Holdings holdings() {
    return place.holdings;
  }

  /** Whether nothing but new evidence makes it stand otherwise at {@code now}. */
  public boolean holdsAt(Instant now) {
    return !until.hasPassed(now);
  }

  /** Whether no request can be given to it until something changes. */
  public boolean isClosed() {
    return closed.isPresent();
  }

  /** Whether it cannot serve because its quota is spent, or requests are refused. */
  public boolean isSpentOrRefused() {
    return closed.filter(why -> why == Reason.SPENT || why == Reason.REFUSED).isPresent();
  }

  /** Why {@code need} cannot be given to it; absent if it can. */
  public Optional<Reason> whyNot(Need need) {
    if (closed.isPresent()) {
      return closed;
    }
    double floor = place.seat.reserve(need.purpose());
    for (Bound bound : bounds) {
      if (!bound.admits(need, floor)) {
        return Optional.of(floor > 0 && bound.admits(need, 0) ? Reason.RESERVED : Reason.HELD);
      }
    }
    return Optional.empty();
  }

  /**
   * When {@code need} fits if nothing is held of the account then, as far as that is stated; {@code
   * now} if it does. Not for an account that is closed.
   */
  public Moment fitsAt(Need need, Instant now) {
    double floor = place.seat.reserve(need.purpose());
    Moment last = Moment.at(now);
    for (Bound bound : bounds) {
      last = Moment.later(last, bound.fitsAt(need, floor, now));
    }
    return last;
  }

  /** Holds what {@code need} takes, or nothing if not enough is left. */
  public Optional<Hold> take(Need need, Instant now) {
    return isClosed()
        ? Optional.empty()
        : place.holdings.take(bounds, need, place.seat.reserve(need.purpose()), now);
  }

  /**
   * Holds a request for when its pause is over. Nothing is known then of what will be left, so that
   * nothing is held of it but that it is under way.
   */
  public Hold takeLater(Need need, Instant now) {
    return place.holdings.take(NONE, need, 0, now).orElseThrow();
  }

  /** The record of a choice for which no other account was looked at. */
  public Selection alone() {
    return new Selection(
        Optional.of(new Verdict(this, Reason.CHOSEN, headroom())), List.of(), Map.of());
  }

  /** The share that is left of its tightest window after what is held, 0 to 1. */
  public double headroom() {
    double least = 1;
    for (Bound bound : bounds) {
      least = Math.min(least, bound.headroom());
    }
    return least;
  }

  @Override
  public String toString() {
    return "Standing[" + seat().account() + ", " + decision.outcome() + "]";
  }

  /**
   * Its pool gave it a request.
   *
   * @param turn the pool's count of requests
   * @param least how much the pool's least used had
   */
  public void given(long turn, double least) {
    place.seat.given(turn, least);
    place.holdings.changed();
  }

  /**
   * Up to how much every need is answered as one that takes nothing; negative where each has to be
   * looked at.
   *
   * @param ofRequests whether of requests, or of everything else
   */
  double ease(boolean ofRequests) {
    double least = isClosed() ? -1 : Double.POSITIVE_INFINITY;
    double floor = place.seat.mostReserve();
    for (Bound bound : bounds) {
      if (bound.isOfRequests() == ofRequests) {
        least = Math.min(least, bound.ease(floor));
      }
    }
    return least;
  }

  /** When it stands otherwise by time alone. */
  Moment until() {
    return until;
  }

  /** When what of it is lost that is not used. */
  Lapse lapse() {
    return lapse;
  }

  /** The rank of its plan, 0 for the highest. */
  int tier() {
    return tier;
  }

  Grade grade(Need need, Strategy strategy, Instant now) {
    return grade(bound -> bound.isDoubtful(need), strategy, now);
  }

  /** The grade for a need that takes nothing. */
  Grade grade(Strategy strategy, Instant now) {
    return grade(Bound::isDoubtful, strategy, now);
  }

  private Grade grade(Predicate<Bound> isDoubtful, Strategy strategy, Instant now) {
    if (grade.compareTo(Grade.LOW) > 0) {
      return grade;
    }
    boolean spared = place.holdings.isRamping(now);
    for (Bound bound : bounds) {
      if (isDoubtful.test(bound)) {
        if (bound.claim() <= 0) {
          return Grade.DOUBTFUL;
        }
        spared = true;
      }
    }
    if (grade == Grade.LOW && strategy.sparesLow()) {
      return Grade.LOW;
    }
    return spared ? Grade.SPARED : Grade.READY;
  }

  /** Whether nothing but our own counting beside late values says that it is spent. */
  private static boolean isSpentByDoubt(
      Decision decision, List<WindowView> views, OwnerState state) {
    if (!(decision.ground() instanceof Ground.OfWindow)) {
      return false;
    }
    for (int i = 0; i < views.size(); i++) {
      Reading reading = views.get(i).reading();
      if (Binding.isSpent(views.get(i))) {
        QuotaState known = Objects.requireNonNull(state.windows().get(reading.window()));
        boolean isOpen =
            reading.amount() instanceof Amount.Counted(double left, double _)
                && left + known.doubted() > 0;
        if (!isOpen) {
          return false;
        }
      }
    }
    return true;
  }

  private static Reason whyClosed(Decision decision) {
    return switch (decision.ground()) {
      case Ground.OfRefusal _ -> Reason.REFUSED;
      case Ground.Said _ -> Reason.BARRED;
      case Ground.OfWindow _, Ground.OfPart _ -> Reason.SPENT;
    };
  }

  private static Grade grade(
      Question question, Decision decision, OwnerState state, Policy policy, Instant now) {
    if (isUnproven(question, state, policy, now)) {
      return Grade.UNPROVEN;
    }
    return switch (decision.outcome()) {
      case QuotaDecision.Proceed _ -> Grade.READY;
      case QuotaDecision.LowQuota _ -> Grade.LOW;
      case QuotaDecision.Unknown _, QuotaDecision.Exhausted _ -> Grade.UNKNOWN;
    };
  }

  /** Whether a pause of our own is over, and nobody knows whether the refusal is. */
  private static boolean isUnproven(
      Question question, OwnerState state, Policy policy, Instant now) {
    for (StandingRefusal refusal : state.refusals()) {
      boolean isBlind = refusal.statedEnd() instanceof Moment.Unstated;
      if (isBlind
          && !refusal.stands(now)
          && refusal.concerns(question.holder().account())
          && Decider.covers(policy, refusal.refusal().scope(), question)) {
        return true;
      }
    }
    return false;
  }

  private static Moment changesAt(OwnerState state, Policy policy, Instant now) {
    Moment next = Moment.unstated();
    for (QuotaState known : state.windows().values()) {
      next = Moment.earlier(next, known.changesAt(now, policy.freshness()));
    }
    for (StandingRefusal refusal : state.refusals()) {
      if (refusal.endsAt().isAfter(now)) {
        next = Moment.earlier(next, refusal.endsAt());
      }
    }
    return next;
  }
}
