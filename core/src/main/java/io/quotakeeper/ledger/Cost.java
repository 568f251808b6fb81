package io.quotakeeper.ledger;

import java.util.OptionalDouble;

/**
 * What one request takes of a window that is told only as a share: learned from how much went while
 * we counted, lately more than long ago. Immutable.
 *
 * @param drop the share that went, 0 or more
 * @param requests how many of our requests went out meanwhile, 0 or more
 */
public record Cost(double drop, double requests) {

  /** Nothing was learned. */
  public static final Cost UNKNOWN = new Cost(0, 0);

  /** Fewer tell nothing: a provider that counts in whole percents shows no change for long. */
  private static final double LEAST_REQUESTS = 5;

  /** What was learned from more than so many counts half. */
  private static final double MOST_REQUESTS = 500;

  /** The share that one request takes; absent while too little was seen. */
  public OptionalDouble perRequest() {
    return requests >= LEAST_REQUESTS && drop > 0
        ? OptionalDouble.of(drop / requests)
        : OptionalDouble.empty();
  }

  /**
   * After a share of {@code went} more was used while {@code sent} requests went out. What went
   * without any of ours was somebody else's.
   */
  Cost learn(double went, double sent) {
    if (sent <= 0 || went < 0) {
      return this;
    }
    double kept = requests > MOST_REQUESTS ? 0.5 : 1;
    return new Cost(drop * kept + went, requests * kept + sent);
  }
}
