package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import java.time.Instant;

/**
 * A call that was answered as it should be.
 *
 * @param account whose credential was used
 * @param subject what was asked of: the model, else the account
 * @param ofTraffic whether it was an ordinary request, and not a quota call
 * @param sentAt when the call left
 */
record Success(AccountId account, Scope subject, boolean ofTraffic, Instant sentAt) {

  boolean isOfSameKindAs(Success other) {
    return ofTraffic == other.ofTraffic
        && account.equals(other.account)
        && subject.equals(other.subject);
  }
}
