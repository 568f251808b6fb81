package io.quotakeeper.select;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;

/**
 * The decision for one account and one subject, with its ground.
 *
 * @param holder the account
 * @param subject what was asked for
 * @param outcome what to do
 * @param window the id of the window that decided, empty if none did
 * @param ground why
 * @param headroom what is left of the tightest window; unknown if none is known
 */
public record Decision(
    Holder holder,
    Scope subject,
    QuotaDecision outcome,
    String window,
    Ground ground,
    Amount headroom) {

  /** Why, for a person. */
  public String reason() {
    return ground.text();
  }
}
