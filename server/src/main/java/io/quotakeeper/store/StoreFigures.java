package io.quotakeeper.store;

/**
 * How the writing goes.
 *
 * @param pending owners and accounts whose last change is not durable yet
 * @param written rows written since the start
 * @param failed attempts to write that failed since the start
 * @param dropped changes given up since the start: too many were waiting, or the writer was closed
 *     while the store was away
 */
public record StoreFigures(int pending, long written, long failed, long dropped) {}
