package io.quotakeeper.providers;

/**
 * Whom a quota call is about.
 *
 * @param project the account's project, empty if it has none
 * @param baseUrl the account's own base URL (replaces the adapter's origin and path prefix), empty
 *     for the adapter's
 */
public record Target(String project, String baseUrl) {}
