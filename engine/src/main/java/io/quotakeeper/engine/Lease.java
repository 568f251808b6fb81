package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import java.time.Instant;

/**
 * One account handed out for one request. What the request was estimated to take counts as used
 * until its outcome is told, or the lease ends.
 *
 * @param id its name, which no other lease has, be it of another run
 * @param pool from which pool
 * @param account whose credential to use
 * @param model for which model: the one that was asked for, or a fallback of it
 * @param grantedAt when it was handed out
 * @param notBefore when the request may be sent: later than it was handed out where a session waits
 *     for its account
 * @param expiresAt when it ends by itself
 */
public record Lease(
    String id,
    String pool,
    AccountId account,
    String model,
    Instant grantedAt,
    Instant notBefore,
    Instant expiresAt) {}
