package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.quota.Amount;
import java.time.Instant;
import java.util.List;

/** Counts what is kept. Pure. */
final class Counting {

  private Counting() {}

  /**
   * What is kept of windows.
   *
   * @param windows how many, each owner's once
   * @param expired of these, those whose value no longer holds
   * @param exhausted of these, those of which nothing is left
   */
  record Kept(int windows, int expired, int exhausted) {}

  static Kept of(LedgerView ledger, Freshness freshness, Instant now) {
    List<QuotaState> states =
        ledger.owners().stream()
            .flatMap(owner -> ledger.state(owner).windows().values().stream())
            .toList();
    long expired = states.stream().filter(s -> isExpired(s, freshness, now)).count();
    long exhausted = states.stream().filter(s -> s.at(now, freshness).amount().isSpent()).count();
    return new Kept(states.size(), Math.toIntExact(expired), Math.toIntExact(exhausted));
  }

  private static boolean isExpired(QuotaState state, Freshness freshness, Instant now) {
    return state.reading().amount() instanceof Amount.Known
        && state.at(now, freshness).amount() instanceof Amount.Unknown;
  }
}
