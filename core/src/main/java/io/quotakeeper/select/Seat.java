package io.quotakeeper.select;

import io.quotakeeper.quota.AccountId;
import java.util.Map;

/**
 * An account's place in a pool: what was laid down for it, and how it was used.
 *
 * <p>Thread-safe. What is counted here only orders accounts; a lost count does no harm.
 */
public final class Seat {

  private final AccountId account;
  private final int place;
  private final double weight;
  private final Map<Purpose, Double> reserve;
  private volatile long lastTurn;
  private volatile double used;

  /**
   * A place.
   *
   * @param account whose
   * @param place in the order of the pool, 0 for the first
   * @param weight more than 0
   * @param reserve the share, 0 to 1, of each window that is kept back from requests of a purpose;
   *     nothing where it is not given
   */
  public Seat(AccountId account, int place, double weight, Map<Purpose, Double> reserve) {
    this.account = account;
    this.place = place;
    this.weight = weight;
    this.reserve = Map.copyOf(reserve);
  }

  /** Whose place it is. */
  public AccountId account() {
    return account;
  }

  int place() {
    return place;
  }

  double reserve(Purpose purpose) {
    return reserve.isEmpty() ? 0 : reserve.getOrDefault(purpose, 0.0);
  }

  /** The most that is kept back from any requests. */
  double mostReserve() {
    double most = 0;
    for (double share : reserve.values()) {
      most = Math.max(most, share);
    }
    return most;
  }

  long lastTurn() {
    return lastTurn;
  }

  /** How much of its fair part it had, in requests for each of its weight. */
  public double used() {
    return used;
  }

  /**
   * It was given a request.
   *
   * @param turn the pool's count of requests
   * @param least how much the pool's least used had: who could not serve for a while does not make
   *     up for it
   */
  public void given(long turn, double least) {
    lastTurn = turn;
    used = Math.max(used, least) + 1 / weight;
  }
}
