package io.quotakeeper.quota;

import java.time.Instant;

/**
 * Who saw a piece of evidence, and when. Evidence is ordered by {@code sentAt}: an answer that took
 * long describes the past.
 *
 * @param account whose credential was used
 * @param owner who holds the limits
 * @param sentAt when the call left, by our clock
 * @param receivedAt when the answer came, by our clock
 */
public record Sighting(AccountId account, Owner owner, Instant sentAt, Instant receivedAt) {}
