package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Accounts of one provider that serve together. Immutable.
 *
 * @param id its name
 * @param accounts its accounts; for {@link Strategy#FILL_FIRST} in the order in which they are used
 * @param strategy in which order they are used
 * @param weights by account for {@link Strategy#WEIGHTED}, 1 or more; 1 where none is given
 * @param reserve the share, 0 to 1, of each window that is kept back from requests of a purpose
 * @param reserves the same of single accounts, whatever the purpose; the greater of both holds
 * @param fallbacks the models to take in place of one for which no account is left, in order
 * @param moveCost how long a session may wait for its account before it moves to another, since
 *     moving loses its prompt cache; zero if moving costs nothing
 */
public record Pool(
    String id,
    List<AccountId> accounts,
    Strategy strategy,
    Map<AccountId, Integer> weights,
    Map<Purpose, Double> reserve,
    Map<AccountId, Double> reserves,
    Map<String, List<String>> fallbacks,
    Duration moveCost) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a weight is less than 1, a share is not between 0 and 1, or
   *     the cost of a move is negative
   */
  public Pool {
    accounts = List.copyOf(accounts);
    weights = Map.copyOf(weights);
    reserve = Map.copyOf(reserve);
    reserves = Map.copyOf(reserves);
    fallbacks = Map.copyOf(fallbacks);
    weights.forEach((account, weight) -> require(weight >= 1, "weight of " + account, weight));
    reserve.forEach((purpose, share) -> requireShare("reserve of " + purpose.word(), share));
    reserves.forEach((account, share) -> requireShare("reserve of " + account, share));
    require(!moveCost.isNegative(), "cost of a move", moveCost);
  }

  /** A pool with nothing but the needful: what would be lost at its reset is used first. */
  public static Pool of(String id, List<AccountId> accounts) {
    return new Pool(
        id,
        accounts,
        Strategy.EXPIRING_FIRST,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Duration.ZERO);
  }

  /** This pool with another strategy. */
  public Pool withStrategy(Strategy other) {
    return new Pool(id, accounts, other, weights, reserve, reserves, fallbacks, moveCost);
  }

  /** What is kept back of an account, by purpose. */
  Map<Purpose, Double> reserveOf(AccountId account) {
    double own = reserves.getOrDefault(account, 0.0);
    Map<Purpose, Double> kept = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      double share = Math.max(own, reserve.getOrDefault(purpose, 0.0));
      if (share > 0) {
        kept.put(purpose, share);
      }
    }
    return kept;
  }

  private static void requireShare(String what, double share) {
    require(share >= 0 && share <= 1, what, share);
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " is out of range: " + value);
    }
  }
}
