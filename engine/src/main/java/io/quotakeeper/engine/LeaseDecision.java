package io.quotakeeper.engine;

import io.quotakeeper.select.Selection;
import java.time.Instant;

/**
 * How one request for an account was decided.
 *
 * @param number counts them, from 1
 * @param at when
 * @param request what was asked for
 * @param model the model that it was decided for: the one asked for, or a fallback
 * @param lease the id of the lease, empty if none was granted
 * @param selection who was chosen, and why not the others
 * @param cause why
 */
public record LeaseDecision(
    long number,
    Instant at,
    LeaseRequest request,
    String model,
    String lease,
    Selection selection,
    LeaseCause cause) {}
