package io.quotakeeper.select;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides for one account and one subject, over all {@code limit} windows that cover it: a refusal,
 * or any one window that is spent, exhausts it; else any one that is low makes it low; else, if
 * none is known, it is unknown; else it may proceed.
 *
 * <p>For the account as a whole the question is whether it can serve anything: its own windows bind
 * as above, and beside them it is as good as its best model or group.
 */
public final class Decider {

  /** The tightest first. */
  private static final Comparator<WindowView> TIGHTEST =
      Comparator.comparing(WindowView::level)
          .reversed()
          .thenComparingDouble(view -> view.reading().amount().fraction().orElse(1))
          .thenComparing(view -> view.reading().window());

  private Decider() {}

  /** The decision at {@code now}, from what is known and nothing else. */
  public static Decision decide(Question question, OwnerState state, Policy policy, Instant now) {
    if (!question.barred().isEmpty()) {
      return exhausted(question, Moment.unstated(), "", question.barred());
    }
    List<WindowView> limits =
        WindowView.of(question.holder(), state, policy, now).stream()
            .filter(view -> view.reading().role() == Role.LIMIT)
            .toList();
    var known = new Known(state, limits, policy, now);
    return question.subject() instanceof Scope.Account
        ? ofAccount(question, known)
        : of(question, known);
  }

  private record Known(OwnerState state, List<WindowView> limits, Policy policy, Instant now) {

    boolean covers(Question question, Scope scope) {
      return policy
          .groups()
          .covers(question.holder().owner().provider(), scope, question.subject());
    }
  }

  private static Decision of(Question question, Known known) {
    Optional<StandingRefusal> refusal =
        known.state.refusals().stream()
            .filter(r -> r.stands(known.now) && r.concerns(question.holder().account()))
            .filter(r -> known.covers(question, r.refusal().scope()))
            .reduce((a, b) -> endsLater(a, b) ? a : b);
    if (refusal.isPresent()) {
      return refused(question, refusal.get());
    }
    return judged(
        question, binding(known.limits.stream().filter(v -> known.covers(question, scopeOf(v)))));
  }

  private static Decision ofAccount(Question question, Known known) {
    Decision whole = of(question, known);
    if (whole.outcome() instanceof QuotaDecision.Exhausted) {
      return whole;
    }
    // Each model and each group is asked for by itself; a refused one is no reason to call the
    // account spent.
    Stream<Scope> parts =
        Stream.concat(
                known.limits.stream().map(Decider::scopeOf),
                known.state.refusals().stream().map(r -> r.refusal().scope()))
            .filter(scope -> !(scope instanceof Scope.Account))
            .distinct();
    Optional<Decision> best =
        parts
            .map(scope -> of(new Question(question.holder(), scope, ""), known))
            .min(
                Comparator.comparingInt(Decider::rank)
                    .thenComparingDouble(d -> -d.headroom().fraction().orElse(1)));
    return best.map(
            part -> rank(part) >= rank(whole) || isUnknown(whole) ? about(question, part) : whole)
        .orElse(whole);
  }

  private static Decision about(Question question, Decision part) {
    String reason = part.subject() + ": " + part.reason();
    return new Decision(
        question.holder(),
        question.subject(),
        part.outcome(),
        part.window(),
        reason,
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

  private static boolean isUnknown(Decision decision) {
    return decision.outcome() instanceof QuotaDecision.Unknown;
  }

  /**
   * The windows that bind. Balances in several currencies are alternatives: of those the best one
   * stands for all.
   */
  private static List<WindowView> binding(Stream<WindowView> covering) {
    Map<String, WindowView> byName = new LinkedHashMap<>();
    covering.forEach(view -> {
      Window window = view.reading().window();
      String name = window.isBalance() ? window.scope() + "/" + window.id() : window.toString();
      byName.merge(name, view, (a, b) -> TIGHTEST.compare(a, b) <= 0 ? b : a);
    });
    return byName.values().stream().sorted(TIGHTEST).toList();
  }

  private static Decision judged(Question question, List<WindowView> binding) {
    if (binding.isEmpty()) {
      return unknown(question, "no window of " + question.subject() + " is known");
    }
    WindowView tightest = binding.getFirst();
    Window window = tightest.reading().window();
    String reason = window.id() + " of " + window.scope() + ": " + tightest.cause();
    return switch (tightest.level()) {
      case EXHAUSTED -> exhausted(question, latestReset(binding), window.id(), reason);
      case LOW -> {
        double left = tightest.reading().amount().fraction().orElse(0);
        var low = new QuotaDecision.LowQuota(left, tightest.reading().resetsAt());
        yield decision(question, low, window.id(), reason, tightest.reading().amount());
      }
      case UNKNOWN, OK -> {
        Optional<WindowView> calm =
            binding.stream().filter(view -> view.level() == Level.OK).findFirst();
        yield calm.map(view -> proceed(question, view))
            .orElseGet(() ->
                unknown(question, "how much is left of " + question.subject() + " is not known"));
      }
    };
  }

  private static Moment latestReset(Collection<WindowView> binding) {
    return binding.stream()
        .filter(view -> view.level() == Level.EXHAUSTED)
        .map(view -> view.reading().resetsAt())
        .reduce(Moment::later)
        .orElse(Moment.unstated());
  }

  private static Decision refused(Question question, StandingRefusal standing) {
    String words = standing.refusal().message();
    String reason =
        "refused: "
            + standing.refusal().kind().word()
            + (words.isEmpty() ? "" : " (" + words + ")");
    return exhausted(question, standing.refusal().until(), standing.refusal().window(), reason);
  }

  private static boolean endsLater(StandingRefusal a, StandingRefusal b) {
    return Moment.later(a.endsAt(), b.endsAt()).equals(a.endsAt());
  }

  private static Scope scopeOf(WindowView view) {
    return view.reading().window().scope();
  }

  private static Decision proceed(Question question, WindowView tightest) {
    Window window = tightest.reading().window();
    String reason = window.id() + " of " + window.scope() + ": " + tightest.cause();
    return decision(
        question, new QuotaDecision.Proceed(), window.id(), reason, tightest.reading().amount());
  }

  private static Decision exhausted(
      Question question, Moment resetsAt, String window, String reason) {
    return decision(
        question, new QuotaDecision.Exhausted(resetsAt), window, reason, Amount.share(0));
  }

  private static Decision unknown(Question question, String reason) {
    return decision(question, new QuotaDecision.Unknown(reason), "", reason, Amount.unknown());
  }

  private static Decision decision(
      Question question, QuotaDecision outcome, String window, String reason, Amount headroom) {
    return new Decision(question.holder(), question.subject(), outcome, window, reason, headroom);
  }
}
