package io.quotakeeper.ledger;

import io.quotakeeper.quota.Groups;

/**
 * How what is known is judged for one account.
 *
 * @param groups which models share limits
 * @param thresholds what is low
 * @param freshness how long a value holds
 */
public record Policy(Groups groups, Thresholds thresholds, Freshness freshness) {}
