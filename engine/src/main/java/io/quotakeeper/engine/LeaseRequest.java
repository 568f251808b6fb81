package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Purpose;
import java.util.Map;
import java.util.Set;

/**
 * Who asks for an account.
 *
 * @param pool of which pool
 * @param model for which model, or {@code group:<id>}; empty for whatever the account serves
 * @param session which session it belongs to, empty if to none; it keeps its account for as long as
 *     that can serve
 * @param purpose what it is for
 * @param estimate what it will take, by unit; one request where it does not say how many
 * @param except accounts that it was refused by, which it does not want again
 */
public record LeaseRequest(
    String pool,
    String model,
    String session,
    Purpose purpose,
    Map<Unit, Double> estimate,
    Set<AccountId> except) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if an estimate is not a number of 0 or more
   */
  public LeaseRequest {
    estimate = Amounts.copyOf("estimate", estimate);
    except = Set.copyOf(except);
  }

  /** One request that somebody waits for, of no session. */
  public static LeaseRequest of(String pool, String model) {
    return new LeaseRequest(pool, model, "", Purpose.INTERACTIVE, Map.of(), Set.of());
  }

  /** This of a session. */
  public LeaseRequest withSession(String other) {
    return new LeaseRequest(pool, model, other, purpose, estimate, except);
  }

  /** This with another estimate. */
  public LeaseRequest withEstimate(Map<Unit, Double> other) {
    return new LeaseRequest(pool, model, session, purpose, other, except);
  }

  /** This with other accounts that are not wanted. */
  public LeaseRequest withExcept(Set<AccountId> other) {
    return new LeaseRequest(pool, model, session, purpose, estimate, other);
  }
}
