package io.quotakeeper.api;

import java.time.Instant;

/**
 * An answer that a caller's own request got, as that caller tells it.
 *
 * @param model what the request was for, empty if not known
 * @param reply what came, without header fields that hold credentials
 * @param sentAt when the request left; not after the answer came
 */
public record Observation(String model, io.quotakeeper.providers.Reply reply, Instant sentAt) {}
