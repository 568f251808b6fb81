package io.quotakeeper.replay;

import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Unit;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param refusal how it was refused, where that says something of the account
 * @param usage what it took, by unit, as far as it was told
 */
record Outcome(Optional<Refusal> refusal, Map<Unit, Double> usage) {}
