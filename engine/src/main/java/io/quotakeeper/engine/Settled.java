package io.quotakeeper.engine;

import io.quotakeeper.providers.Understanding;

/**
 * A lease whose outcome was told.
 *
 * @param account that was handed out
 * @param understood what its answer was understood to mean; nothing where none was told
 */
public record Settled(Account account, Understanding understood) {}
