package io.quotakeeper.select;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.Scope;

/**
 * May this account serve that?
 *
 * @param holder the account
 * @param subject a model, a group of calls, or the account as a whole
 * @param barred why the account may not serve whatever its quota is (disabled, a person must act),
 *     empty if it may
 */
public record Question(Holder holder, Scope subject, String barred) {}
