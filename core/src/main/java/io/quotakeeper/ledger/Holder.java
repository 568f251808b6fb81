package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;

/**
 * An account and who holds its limits.
 *
 * @param account the account
 * @param owner the owner, which several accounts may share
 */
public record Holder(AccountId account, Owner owner) {}
