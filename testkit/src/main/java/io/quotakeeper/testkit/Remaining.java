package io.quotakeeper.testkit;

import io.quotakeeper.quota.Moment;

/**
 * How a simulated window stands. Immutable.
 *
 * @param of which
 * @param left how much is left, in the window's unit
 * @param burnt how much was ever used, over all its periods
 * @param resetsAt when it is full again
 */
public record Remaining(SimulatedWindow of, double left, double burnt, Moment resetsAt) {

  /** The share that is left, 0 to 1. */
  public double fraction() {
    return of.limit() > 0 ? Math.clamp(left / of.limit(), 0, 1) : 0;
  }
}
