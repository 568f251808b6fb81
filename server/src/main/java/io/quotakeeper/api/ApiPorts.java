package io.quotakeeper.api;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the surface is connected to.
 *
 * @param quotas the monitor
 * @param leases hands out accounts of pools
 * @param pools the configured pools
 * @param events the live feed
 * @param health how the program is doing
 * @param metrics the numbers for Prometheus
 * @param executor runs what may block: a virtual thread for each task
 * @param random cryptographically strong; makes the key of hashes and the ids of requests
 */
public record ApiPorts(
    Quotas quotas,
    Leases leases,
    Pools pools,
    Events events,
    Health health,
    Metrics metrics,
    Executor executor,
    RandomGenerator random) {}
