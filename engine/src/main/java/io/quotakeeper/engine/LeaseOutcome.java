package io.quotakeeper.engine;

import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Unit;
import java.util.Map;

/** What became of the request for which an account was handed out. */
public sealed interface LeaseOutcome {

  /**
   * It was answered; what the answer says of the account's quota is taken in.
   *
   * @param reply the answer; its call is {@link io.quotakeeper.providers.Adapter#TRAFFIC}
   * @param usage what it took, by unit, as far as it is known; else the estimate stands. Nothing
   *     counts as taken if it was refused
   */
  record Answered(Reply reply, Map<Unit, Double> usage) implements LeaseOutcome {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if an amount is not a number of 0 or more
     */
    public Answered {
      usage = Amounts.copyOf("usage", usage);
    }
  }

  /**
   * It was sent, and no more is known than what it took.
   *
   * @param usage by unit, as far as it is known; else the estimate stands
   */
  record Used(Map<Unit, Double> usage) implements LeaseOutcome {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if an amount is not a number of 0 or more
     */
    public Used {
      usage = Amounts.copyOf("usage", usage);
    }
  }

  /** It was never sent. */
  record Ignored() implements LeaseOutcome {}
}
