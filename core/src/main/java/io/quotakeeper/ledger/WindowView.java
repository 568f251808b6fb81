package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One window of one account as it stands at an instant.
 *
 * @param holder the account, and who holds the limit
 * @param reading what still holds of what was said
 * @param source who says so
 * @param observedAt the instant that the value describes
 * @param age how long ago that is, 0 or more
 * @param stale whether that is longer ago than it should be
 * @param level how urgent it is
 * @param refusals the refusals of exactly this window's scope that stand, the one that ends last
 *     first; mostly empty
 */
public record WindowView(
    Holder holder,
    Reading reading,
    Source source,
    Instant observedAt,
    Duration age,
    boolean stale,
    Level level,
    List<StandingRefusal> refusals) {

  /** Copies the list. */
  public WindowView {
    refusals = List.copyOf(refusals);
  }

  /**
   * The windows of an account's owner, in the order of their names, as they stand at {@code now}.
   */
  public static List<WindowView> of(Holder holder, OwnerState state, Policy policy, Instant now) {
    List<WindowView> views = new ArrayList<>(state.windows().size());
    for (QuotaState known : state.windows().values()) {
      views.add(of(holder, state, known, policy, now));
    }
    return Collections.unmodifiableList(views);
  }

  /** One window of an account's {@code owner}, as it stands at {@code now}. */
  public static WindowView of(
      Holder holder, OwnerState owner, QuotaState known, Policy policy, Instant now) {
    Freshness freshness = policy.freshness();
    Reading reading = known.at(now, freshness);
    Instant asOf = known.provenance().asOf();
    Duration age = asOf.isBefore(now) ? Duration.between(asOf, now) : Duration.ZERO;
    List<StandingRefusal> refusals = blocking(owner.refusals(), reading.window(), holder, now);
    double low = policy.thresholds().low(holder.owner(), holder.account(), reading.window());
    Level level = refusals.isEmpty() ? Level.of(reading.amount(), low) : Level.EXHAUSTED;
    boolean stale = known.isStale(now, freshness);
    return new WindowView(holder, reading, known.sourceAt(now), asOf, age, stale, level, refusals);
  }

  /**
   * When one unit is left of it again if nothing is now, as far as that is stated: at its reset,
   * and sooner where it fills up all the time.
   */
  public Moment backAt() {
    return backAt(1);
  }

  /**
   * When so much is left of it again if less is now, as {@link #backAt()}.
   *
   * @param amount in its unit
   */
  public Moment backAt(double amount) {
    return Trickle.backAt(reading, amount, observedAt.plus(age));
  }

  /** Why it has its level, for a person. */
  public String cause() {
    if (!refusals.isEmpty()) {
      StandingRefusal last = refusals.getFirst();
      String until = last.statedEnd().instant().map(end -> " until " + end).orElse("");
      return "refused: " + last.refusal().kind().word() + until;
    }
    return switch (reading.amount()) {
      case Amount.NotEntitled _ -> "not in the plan";
      case Amount.Unlimited _ -> "unlimited";
      case Amount.Unknown _ -> "not known";
      case Amount.Known known when known.isSpent() -> "nothing left";
      case Amount.Known known when known.fraction().isPresent() ->
          Math.floor(known.fraction().getAsDouble() * 1000 + 1e-6) / 10 + " % left";
      case Amount.Known _ -> "no limit is stated";
    };
  }

  /**
   * Whether only a short pause stands in its way: requests are refused as too fast, or without a
   * reason, while something may be left.
   */
  public boolean isPaused() {
    return !refusals.isEmpty()
        && !reading.amount().isSpent()
        && refusals.stream().allMatch(r -> r.refusal().kind().isPause());
  }

  private static List<StandingRefusal> blocking(
      List<StandingRefusal> refusals, Window window, Holder holder, Instant now) {
    if (refusals.isEmpty()) {
      return List.of();
    }
    return refusals.stream()
        .filter(r -> r.stands(now) && r.concerns(holder.account()) && isAbout(r.refusal(), window))
        .sorted(StandingRefusal.ENDS_LAST_FIRST)
        .toList();
  }

  private static boolean isAbout(Refusal refusal, Window window) {
    return refusal.scope().equals(window.scope())
        && (refusal.window().isEmpty() || refusal.window().equals(window.id()));
  }
}
