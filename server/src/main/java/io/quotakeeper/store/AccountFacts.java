package io.quotakeeper.store;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;

/**
 * What is known of one account beside its owner's quota.
 *
 * @param plan the plan that the provider named, {@link Plan#NONE} if none
 * @param syncedAt when its last sync ended, unstated before the first
 * @param syncResult how that sync ended, in a word; empty before the first
 * @param syncReason why, for a person; may be empty
 */
public record AccountFacts(Plan plan, Moment syncedAt, String syncResult, String syncReason) {}
