package io.quotakeeper.engine;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is known of an account, as far as it says when to look again. Immutable; made by a pure
 * function.
 *
 * @param limits its limits that a quota call tells of and of which it is known what is left
 * @param nextReset when something of which a part was used comes back next
 * @param blocked whether nothing can be used of any of them before a reset
 */
record Sight(List<Seen> limits, Moment nextReset, boolean blocked) {

  /** Nothing is known. */
  static final Sight NOTHING = new Sight(List.of(), Moment.unstated(), false);

  /** They refill faster than anybody should ask; the ordinary interval is enough. */
  private static final Set<String> PACES = Set.of("second", "rpm", "tpm", "itpm", "otpm", "minute");

  Sight {
    limits = List.copyOf(limits);
  }

  /**
   * One limit.
   *
   * @param window which
   * @param left the share that is left, 0 to 1; of a balance without a limit the amount
   * @param next what is left when the next threshold is crossed; 0 or more
   * @param asOf the instant that this describes
   * @param resetsAt when it refills
   * @param ofTraffic whether the answer to an ordinary request told it last
   */
  record Seen(
      Window window, double left, double next, Instant asOf, Moment resetsAt, boolean ofTraffic) {

    /** Whether that is a share of a limit. */
    boolean isShare() {
      return !window.isBalance();
    }

    boolean isSpent() {
      return left <= 0 || left < next;
    }
  }

  /** What is known of {@code holder} at {@code now}. */
  static Sight of(OwnerState state, Holder holder, Thresholds thresholds, Instant now) {
    List<Seen> limits = new ArrayList<>(state.windows().size());
    Moment reset = Moment.unstated();
    boolean blocked = false;
    for (QuotaState known : state.windows().values()) {
      Reading reading = known.reading();
      if (!isTold(known) || PACES.contains(reading.window().id())) {
        continue;
      }
      if (isUsed(reading.amount()) && reading.resetsAt().isAfter(now)) {
        reset = Moment.earlier(reset, reading.resetsAt());
      }
      if (isLimit(reading) && !reading.resetsAt().hasPassed(now)) {
        double low = thresholds.low(holder.owner(), holder.account(), reading.window());
        limits.add(seen(known, low));
        blocked |= blocks(reading, now);
      }
    }
    for (StandingRefusal refusal : state.refusals()) {
      if (isSpentWindow(refusal, holder) && refusal.statedEnd().isAfter(now)) {
        reset = Moment.earlier(reset, refusal.statedEnd());
        blocked |= refusal.refusal().scope() instanceof Scope.Account;
      }
    }
    return new Sight(limits, reset, blocked);
  }

  /** Whether answers to ordinary requests told all of them at that time or later. */
  boolean isToldByTrafficSince(Instant since) {
    return !limits.isEmpty()
        && limits.stream().allMatch(seen -> seen.ofTraffic && !seen.asOf.isBefore(since));
  }

  private static Seen seen(QuotaState known, double low) {
    Reading reading = known.reading();
    double left = left(reading.amount());
    double least = reading.amount() instanceof Amount.Balance(double _, double min) ? min : 0;
    boolean isShare = !(reading.amount() instanceof Amount.Balance);
    double next = isShare && left >= low ? low : least;
    return new Seen(
        reading.window(),
        left,
        next,
        known.provenance().asOf(),
        reading.resetsAt(),
        known.provenance().source() == Source.OBSERVED);
  }

  private static double left(Amount amount) {
    return amount instanceof Amount.Balance(double rest, double _)
        ? Math.max(0, rest)
        : amount.fraction().orElse(1);
  }

  private static boolean isTold(QuotaState known) {
    return known.provenance().source().isProvider() && !known.provenance().chain().isEmpty();
  }

  private static boolean isLimit(Reading reading) {
    return reading.role() == Role.LIMIT && reading.amount() instanceof Amount.Known;
  }

  private static boolean isUsed(Amount amount) {
    return amount.fraction().orElse(1) < 1;
  }

  /** Balances are alternatives, and one that is spent does not come back by itself. */
  private static boolean blocks(Reading reading, Instant now) {
    return reading.amount().isSpent()
        && reading.resetsAt().isAfter(now)
        && reading.window().scope() instanceof Scope.Account
        && !reading.window().isBalance();
  }

  private static boolean isSpentWindow(StandingRefusal refusal, Holder holder) {
    return refusal.refusal().kind() == RefusalClass.WINDOW_EXHAUSTED
        && refusal.concerns(holder.account());
  }
}
