package io.quotakeeper.config;

/**
 * One value that is in effect, for people to see.
 *
 * @param key where it belongs, such as {@code monitor.interval} or {@code accounts[team-a].owner}
 * @param value as the file would say it; of a secret the place and whether a credential is there;
 *     empty where nothing is set
 * @param origin {@code default}, {@code file:line} or {@code environment variable NAME}
 */
public record Shown(String key, String value, String origin) {}
