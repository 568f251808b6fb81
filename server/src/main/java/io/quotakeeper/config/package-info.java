/**
 * Reads {@code quotakeeper.yaml}, its overrides in the environment and the places of secrets into
 * one immutable {@link io.quotakeeper.config.Configuration}, or says everything that is wrong with
 * them at once. Knows nothing of the server, its store or its commands, opens no connection, and
 * never shows a value that might be a secret.
 */
@NullMarked
package io.quotakeeper.config;

import org.jspecify.annotations.NullMarked;
