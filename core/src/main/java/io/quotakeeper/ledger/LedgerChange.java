package io.quotakeeper.ledger;

import io.quotakeeper.quota.Owner;

/**
 * One owner's state has changed.
 *
 * @param owner whose
 * @param before what was known
 * @param after what is known
 */
public record LedgerChange(Owner owner, OwnerState before, OwnerState after) {}
