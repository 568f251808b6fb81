package io.quotakeeper.select;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;

/**
 * An account that may serve a request.
 *
 * @param decision what is known of it for the subject at hand
 * @param plan its plan, whose tier ranks it
 * @param refused whether requests on the subject are refused now
 * @param refusedUntil when that ends, by what was stated or by our own pause; unstated if it waits
 *     for a person or is not refused
 */
public record Candidate(Decision decision, Plan plan, boolean refused, Moment refusedUntil) {}
