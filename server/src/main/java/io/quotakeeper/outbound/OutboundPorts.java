package io.quotakeeper.outbound;

import java.util.concurrent.Executor;

/**
 * What outbound connections are made with.
 *
 * @param names finds addresses
 * @param policy says which of them may be connected to
 * @param executor runs what may block: a virtual thread for each task
 */
public record OutboundPorts(NameLookup names, AddressPolicy policy, Executor executor) {}
