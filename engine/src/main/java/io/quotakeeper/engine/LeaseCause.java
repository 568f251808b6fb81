package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Strategy;
import java.time.Instant;

/** Why an account was handed out. */
public sealed interface LeaseCause {

  /** The words, for a person. */
  String text();

  /**
   * It comes first.
   *
   * @param strategy by that order
   */
  record First(Strategy strategy) implements LeaseCause {
    @Override
    public String text() {
      return switch (strategy) {
        case TIERED -> "the highest tier, then the most that is left";
        case EXPIRING_FIRST -> "what is left of it would be lost first";
        case MOST_HEADROOM -> "the most is left of it";
        case ROUND_ROBIN -> "it is its turn";
        case FILL_FIRST -> "the first in the pool's order that is not used up";
        case WEIGHTED -> "it had the least of its part";
      };
    }
  }

  /** Its session uses it. */
  record Session() implements LeaseCause {
    @Override
    public String text() {
      return "the session uses it";
    }
  }

  /**
   * Its session uses it, and rather waits than lose its prompt cache.
   *
   * @param until when its pause ends
   */
  record Waits(Instant until) implements LeaseCause {
    @Override
    public String text() {
      return "the session uses it and waits until " + until + ", which costs less than to move";
    }
  }

  /**
   * The session's account cannot serve.
   *
   * @param from which it was
   * @param reason why it cannot
   * @param first why this one comes next
   */
  record Moved(AccountId from, Reason reason, First first) implements LeaseCause {
    @Override
    public String text() {
      return "the session moved from " + from + " (" + reason.word() + "); " + first.text();
    }
  }

  /** None can serve. */
  record None() implements LeaseCause {
    @Override
    public String text() {
      return "no account can serve";
    }
  }
}
