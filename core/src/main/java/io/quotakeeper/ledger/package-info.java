/**
 * What is known now: evidence fused into one immutable state per owner, kept by {@link
 * io.quotakeeper.ledger.QuotaLedger}, the one mutable thing. Does no I/O and does not know who
 * listens.
 */
@NullMarked
package io.quotakeeper.ledger;

import org.jspecify.annotations.NullMarked;
