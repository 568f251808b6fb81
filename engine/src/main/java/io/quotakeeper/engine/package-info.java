/**
 * The embeddable library: keeps the quotas of accounts true in the background and answers what is
 * left. Its only I/O is HTTP to providers, through {@link io.quotakeeper.engine.Transport}. Knows
 * nothing of storage, alerts or pages.
 */
@NullMarked
package io.quotakeeper.engine;

import org.jspecify.annotations.NullMarked;
