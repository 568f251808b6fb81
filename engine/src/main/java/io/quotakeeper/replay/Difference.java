package io.quotakeeper.replay;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that would have gone to another account, or would have ended otherwise.
 *
 * @param at when it was made
 * @param model for which model, empty if none was named
 * @param recorded the account that it went to
 * @param chosen the account that it would have gone to first; absent if none could serve
 * @param why why that one, for a person
 * @param passedOver how the recorded account stood; absent if it was not looked at
 * @param effect what would have come of it
 */
public record Difference(
    Instant at,
    String model,
    AccountId recorded,
    Optional<AccountId> chosen,
    String why,
    Optional<PassedOver> passedOver,
    Effect effect) {

  /**
   * How an account stood that was not chosen.
   *
   * @param reason why it was not
   * @param headroom the share that was left of its tightest window, 0 to 1; 0 if it could not serve
   * @param detail what is known of it, for a person
   */
  public record PassedOver(Reason reason, double headroom, String detail) {

    static PassedOver of(Verdict verdict) {
      return new PassedOver(
          verdict.reason(), verdict.headroom(), verdict.standing().decision().reason());
    }
  }

  /** What would have come of it. */
  public enum Effect {
    /** The same as was recorded. */
    NONE,
    /** Its refusal would have been avoided. */
    AVOIDED,
    /** It would have been refused, and was not. */
    REFUSED,
    /** No account would have been handed out. */
    NONE_LEFT
  }
}
