package io.quotakeeper.quota;

/**
 * What one piece of evidence says of one window.
 *
 * @param window which
 * @param role what the window does to requests
 * @param amount how much is left
 * @param resetsAt when the window refills
 * @param expiresAt when what is left is lost without a refill
 * @param refill what the reset does, as far as the adapter promises
 */
public record Reading(
    Window window, Role role, Amount amount, Moment resetsAt, Moment expiresAt, Refill refill) {

  /** A limit without any further promise. */
  public static Reading limit(Window window, Amount amount, Moment resetsAt) {
    return new Reading(window, Role.LIMIT, amount, resetsAt, Moment.unstated(), Refill.UNTOLD);
  }

  /** This reading with another amount. */
  public Reading withAmount(Amount other) {
    return new Reading(window, role, other, resetsAt, expiresAt, refill);
  }

  /** This reading with another reset. */
  public Reading withResetsAt(Moment other) {
    return new Reading(window, role, amount, other, expiresAt, refill);
  }
}
