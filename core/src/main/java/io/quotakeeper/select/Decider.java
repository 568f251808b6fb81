package io.quotakeeper.select;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides for one account and one subject, over all {@code limit} windows that cover it: a refusal,
 * or any one window that is spent, exhausts it; else any one that is low makes it low; else, if
 * none is known, it is unknown; else it may proceed.
 *
 * <p>For the account as a whole the question is whether it can serve anything. Its own windows
 * answer that, as above; where they do not, it is as good as its best model or group. A model or
 * group that is spent or refused does not exhaust an account whose own windows are fine.
 *
 * <p>This runs for every request, so it walks plain lists, and makes text only where nothing is
 * known.
 */
public final class Decider {

  private Decider() {}

  /**
   * A decision, and what it was made of.
   *
   * @param decision the decision
   * @param views the windows that bind the subject, as they stand; of balances that are
   *     alternatives one. None if the account may not serve whatever its quota is
   */
  record Judgement(Decision decision, List<WindowView> views) {}

  /** The decision at {@code now}, from what is known and nothing else. Takes no lock. */
  public static Decision decide(Question question, OwnerState state, Policy policy, Instant now) {
    return judge(question, state, policy, now).decision;
  }

  /** As {@link #decide}, with the windows that it looked at. */
  static Judgement judge(Question question, OwnerState state, Policy policy, Instant now) {
    if (!question.barred().isEmpty()) {
      var barred = new Ground.Said(question.barred());
      return new Judgement(exhausted(question, Moment.unstated(), "", barred), List.of());
    }
    var known = new Known(state, policy, now);
    Binding binding = binding(question, known);
    Decision decision = of(question, known, binding);
    boolean isOpen = decision.outcome() instanceof QuotaDecision.Unknown;
    return new Judgement(
        isOpen && question.subject() instanceof Scope.Account
            ? ofBestPart(question, known).orElse(decision)
            : decision,
        binding.views());
  }

  private record Known(OwnerState state, Policy policy, Instant now) {}

  private static Decision of(Question question, Known known) {
    return of(question, known, binding(question, known));
  }

  private static Decision of(Question question, Known known, Binding binding) {
    Optional<StandingRefusal> refusal = lastRefusal(question, known);
    return refusal.isPresent()
        ? refused(question, refusal.get(), binding)
        : judged(question, binding);
  }

  private static Optional<Decision> ofBestPart(Question question, Known known) {
    return known.state.windows().values().stream()
        .filter(window -> window.reading().role() == Role.LIMIT)
        .map(window -> window.reading().window().scope())
        .distinct()
        .map(scope -> of(new Question(question.holder(), scope, ""), known))
        .min(
            Comparator.comparingInt(Decider::rank)
                .thenComparingDouble(decision -> -decision.headroom().fraction().orElse(1)))
        .map(best -> about(question, best));
  }

  private static Decision about(Question question, Decision part) {
    return new Decision(
        question.holder(),
        question.subject(),
        part.outcome(),
        part.window(),
        new Ground.OfPart(part.subject(), part.ground()),
        part.headroom());
  }

  private static int rank(Decision decision) {
    return switch (decision.outcome()) {
      case QuotaDecision.Proceed _ -> 0;
      case QuotaDecision.LowQuota _ -> 1;
      case QuotaDecision.Unknown _ -> 2;
      case QuotaDecision.Exhausted _ -> 3;
    };
  }

  private static Binding binding(Question question, Known known) {
    var binding = new Binding();
    known
        .state
        .windows()
        .forEach((name, window) -> {
          if (covers(known.policy, name.scope(), question)
              && window.reading().role() == Role.LIMIT) {
            binding.add(
                WindowView.of(question.holder(), known.state, window, known.policy, known.now));
          }
        });
    return binding;
  }

  /** Whether that refusal stands in the way of what is asked. */
  static boolean isRefused(Question question, StandingRefusal refusal, Policy policy, Instant now) {
    return refusal.stands(now)
        && refusal.concerns(question.holder().account())
        && covers(policy, refusal.refusal().scope(), question);
  }

  /** Whether a limit or a refusal of that scope is about what is asked. */
  static boolean covers(Policy policy, Scope scope, Question question) {
    return policy.groups().covers(question.holder().owner().provider(), scope, question.subject());
  }

  private static Optional<StandingRefusal> lastRefusal(Question question, Known known) {
    Optional<StandingRefusal> last = Optional.empty();
    for (StandingRefusal refusal : known.state.refusals()) {
      if (isRefused(question, refusal, known.policy, known.now)
          && (last.isEmpty() || Moment.isLater(refusal.endsAt(), last.get().endsAt()))) {
        last = Optional.of(refusal);
      }
    }
    return last;
  }

  private static Decision judged(Question question, Binding binding) {
    if (binding.isEmpty()) {
      return unknown(question, "no window of " + question.subject() + " is known");
    }
    WindowView decisive = binding.decisive();
    var ground = new Ground.OfWindow(decisive);
    String window = decisive.reading().window().id();
    Amount left = decisive.reading().amount();
    Moment resetsAt = decisive.reading().resetsAt();
    return switch (decisive.level()) {
      case EXHAUSTED -> exhausted(question, decisive.backAt(), window, ground);
      case LOW -> {
        var low = new QuotaDecision.LowQuota(left.fraction().orElse(0), resetsAt);
        yield decision(question, low, window, ground, left);
      }
      case OK -> decision(question, new QuotaDecision.Proceed(), window, ground, left);
      case UNKNOWN ->
          unknown(question, "how much is left of " + question.subject() + " is not known");
    };
  }

  /**
   * The class of the refusal is the reason; but a window that is spent for longer tells the time.
   */
  private static Decision refused(Question question, StandingRefusal standing, Binding binding) {
    var ground = new Ground.OfRefusal(standing);
    return binding
        .lastSpent()
        .filter(spent -> Moment.isLater(spent.backAt(), standing.endsAt()))
        .map(spent -> exhausted(question, spent.backAt(), spent.reading().window().id(), ground))
        .orElseGet(
            () -> exhausted(question, standing.statedEnd(), standing.refusal().window(), ground));
  }

  private static Decision exhausted(
      Question question, Moment resetsAt, String window, Ground ground) {
    return decision(
        question, new QuotaDecision.Exhausted(resetsAt), window, ground, Amount.share(0));
  }

  private static Decision unknown(Question question, String reason) {
    return decision(
        question, new QuotaDecision.Unknown(reason), "", new Ground.Said(reason), Amount.unknown());
  }

  private static Decision decision(
      Question question, QuotaDecision outcome, String window, Ground ground, Amount headroom) {
    return new Decision(question.holder(), question.subject(), outcome, window, ground, headroom);
  }
}
