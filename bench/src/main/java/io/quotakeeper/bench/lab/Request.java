package io.quotakeeper.bench.lab;

/**
 * One request of a client.
 *
 * @param load whose
 * @param worker which worker of that load sends it, and waits for it; negative if nobody waits
 * @param model for which model
 * @param session of which session; empty if of none
 * @param tokens how many tokens it takes
 * @param estimate how many it is estimated to take
 * @param takes how long its answer takes, in milliseconds
 */
record Request(
    Demand load,
    int worker,
    String model,
    String session,
    double tokens,
    double estimate,
    long takes) {}
