package io.quotakeeper.engine;

import java.time.Duration;

/**
 * Counts of the monitor, each meaning what its name says.
 *
 * @param totalAccounts accounts, enabled or not
 * @param cachedQuotas windows of which something is kept
 * @param expiredEntries of these, those whose value no longer holds (past their reset, or too old)
 * @param exhaustedQuotas of these, those of which nothing is left
 * @param lastSyncDuration how long the last sweep took, zero before the first
 * @param syncSuccessCount account syncs that succeeded since the start
 * @param syncErrorCount account syncs that failed since the start
 */
public record MonitorStats(
    int totalAccounts,
    int cachedQuotas,
    int expiredEntries,
    int exhaustedQuotas,
    Duration lastSyncDuration,
    long syncSuccessCount,
    long syncErrorCount) {}
