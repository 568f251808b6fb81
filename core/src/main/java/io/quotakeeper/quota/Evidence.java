package io.quotakeeper.quota;

import java.time.Duration;
import java.util.List;

/** One thing that was learned of an owner's quota. The ledger has no other door. */
public sealed interface Evidence {

  /** Who saw it, and when. */
  Sighting sighting();

  /**
   * The answer of a quota call.
   *
   * @param sighting who and when
   * @param chain the alternatives that the call belongs to; a success replaces what other calls of
   *     its chain said
   * @param call the call that answered
   * @param readings what it said, one for each window
   * @param availabilityOnly whether it tells only which models exist (all full, no resets), which
   *     never overrides what is known
   * @param lag how much older the numbers are than the call, 0 or more
   */
  record Polled(
      Sighting sighting,
      String chain,
      String call,
      List<Reading> readings,
      boolean availabilityOnly,
      Duration lag)
      implements Evidence {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the lag is negative: numbers are not of the future
     */
    public Polled {
      readings = List.copyOf(readings);
      if (lag.isNegative()) {
        throw new IllegalArgumentException("lag is negative: " + lag);
      }
    }
  }

  /**
   * The answer to ordinary traffic.
   *
   * @param sighting who and when
   * @param subject what was asked of: the model, else the account
   * @param succeeded whether the request was served, which ends earlier refusals of its scope
   * @param readings what the headers said, may be empty
   */
  record Observed(Sighting sighting, Scope subject, boolean succeeded, List<Reading> readings)
      implements Evidence {
    /** Copies the list. */
    public Observed {
      readings = List.copyOf(readings);
    }
  }

  /**
   * A refusal.
   *
   * @param sighting who and when
   * @param refusal what was refused
   */
  record Refused(Sighting sighting, Refusal refusal) implements Evidence {}

  /**
   * Our own counting of what went out. It only ever subtracts from what a provider or an operator
   * said.
   *
   * @param sighting who and when
   * @param subject what was used
   * @param unit in what it is counted
   * @param amount how much, 0 or more
   */
  record Metered(Sighting sighting, Scope subject, Unit unit, double amount) implements Evidence {
    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if the amount is not a number of 0 or more
     */
    public Metered {
      if (!(amount >= 0) || Double.isInfinite(amount)) {
        throw new IllegalArgumentException(
            "metered amount is not a number of 0 or more: " + amount);
      }
    }
  }

  /**
   * Limits that an operator typed in: the weakest evidence. They stand for all that was stated for
   * the account before.
   *
   * @param sighting who and when
   * @param readings the limits; how much of them is used is not known
   */
  record Stated(Sighting sighting, List<Reading> readings) implements Evidence {
    /** Copies the list. */
    public Stated {
      readings = List.copyOf(readings);
    }
  }
}
