/**
 * The vocabulary: accounts, scopes, windows, amounts, readings, refusals, evidence and decisions,
 * all immutable. Knows nothing of how any of it is fetched, kept or shown.
 */
@NullMarked
package io.quotakeeper.quota;

import org.jspecify.annotations.NullMarked;
