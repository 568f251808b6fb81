package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import java.time.Instant;

/**
 * Who said the value of a window, and when.
 *
 * @param source what kind of evidence
 * @param account whose credential saw it
 * @param chain the chain of quota calls, empty if none
 * @param call the quota call, empty if none
 * @param asOf the instant that the value describes: when the call left, less the lag that its
 *     adapter declares. Evidence is ordered by it
 * @param receivedAt when the answer came
 */
public record Provenance(
    Source source,
    AccountId account,
    String chain,
    String call,
    Instant asOf,
    Instant receivedAt) {}
