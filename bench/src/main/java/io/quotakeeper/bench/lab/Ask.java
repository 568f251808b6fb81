package io.quotakeeper.bench.lab;

import java.util.List;

/**
 * What somebody needs an account for.
 *
 * @param model for which model
 * @param session of which session; empty if of none
 * @param estimate how many tokens it may take; 0 if none are counted
 * @param tokens how many it will take, which only an oracle may know
 * @param refusedBy accounts that have refused this request
 */
record Ask(String model, String session, double estimate, double tokens, List<Integer> refusedBy) {}
