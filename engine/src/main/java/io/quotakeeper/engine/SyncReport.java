package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.time.Instant;

/**
 * One account's sync.
 *
 * @param account whose
 * @param outcome how it ended
 * @param at when it ended
 * @param took how long it took from when it got its slot
 */
public record SyncReport(AccountId account, SyncOutcome outcome, Instant at, Duration took) {}
