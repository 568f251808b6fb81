package io.quotakeeper.select;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.SubscriptionTier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The {@code tiered} order: by tier, the highest first; then those that are not refused before
 * those that are, the shorter wait first; then by headroom, the most first, what is not known last.
 * Ties are broken by the account's id, so that the order is stable.
 */
public final class AccountPrioritizer {

  private static final Comparator<Candidate> TIERED =
      Comparator.comparingInt((Candidate candidate) -> tierRank(candidate.plan()))
          .thenComparing(Candidate::refused)
          .thenComparing(AccountPrioritizer::endOfWait)
          .thenComparingDouble(AccountPrioritizer::lack)
          .thenComparing(candidate -> candidate.decision().holder().account());

  private AccountPrioritizer() {}

  /** The candidates, the best first. */
  public static List<Candidate> tiered(List<Candidate> candidates) {
    return candidates.stream().sorted(TIERED).toList();
  }

  /** The rank of a plan's tier, 0 for the highest; last where the plan names none. */
  static int tierRank(Plan plan) {
    return plan.tier().map(AccountPrioritizer::rankOf).orElse(3);
  }

  private static int rankOf(SubscriptionTier tier) {
    return switch (tier) {
      case ULTRA -> 0;
      case PRO -> 1;
      case FREE -> 2;
    };
  }

  private static Instant endOfWait(Candidate candidate) {
    if (!candidate.refused()) {
      return Instant.MIN;
    }
    return candidate.refusedUntil() instanceof Moment.At(Instant end) ? end : Instant.MAX;
  }

  private static double lack(Candidate candidate) {
    return switch (candidate.decision().headroom()) {
      case Amount.Unlimited _ -> 0;
      case Amount.Known known -> 1 - known.fraction().orElse(1);
      case Amount.Unknown _, Amount.NotEntitled _ -> 2;
    };
  }
}
