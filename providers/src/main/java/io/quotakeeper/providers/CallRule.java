package io.quotakeeper.providers;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quota call.
 *
 * @param request how it is sent; without it its replies can only be read
 * @param lag how much older its numbers are than the call
 * @param every the least time between two such calls with one credential, zero if any will do
 * @param expect true of every body that is an answer; required
 * @param plan where the plan's name is
 * @param readings how its entries become readings
 * @param availabilityOnly {@code all-full-without-reset}: an answer in which everything is full and
 *     nothing has a reset tells only which models exist
 */
record CallRule(
    @Nullable RequestRule request,
    Duration lag,
    Duration every,
    @Nullable Expr expect,
    @Nullable PlanRule plan,
    List<ReadingRule> readings,
    String availabilityOnly) {

  private static final String ALL_FULL = "all-full-without-reset";

  CallRule {
    if (expect == null) {
      throw new IllegalArgumentException("a call needs expect");
    }
    if (!availabilityOnly.isEmpty() && !availabilityOnly.equals(ALL_FULL)) {
      throw new IllegalArgumentException("availabilityOnly must be " + ALL_FULL);
    }
    lag = lag == null ? Duration.ZERO : lag;
    every = every == null ? Duration.ZERO : every;
  }

  boolean mayTellAvailabilityOnly() {
    return !availabilityOnly.isEmpty();
  }

  /**
   * Where the plan's name is.
   *
   * @param id the plan as the provider spells it; required
   * @param words further words that tell the tier
   */
  record PlanRule(@Nullable Expr id, @Nullable Expr words) {
    PlanRule {
      if (id == null) {
        throw new IllegalArgumentException("a plan needs id");
      }
    }
  }
}
