/**
 * The exhaustion laboratory: simulated providers that enforce their limits, simulated traffic, and
 * whoever is to choose the accounts. It runs on one thread, in simulated time, the same for the
 * same seed.
 *
 * <p>Whoever routes knows only what a provider tells; the truth is for the figures and the oracle.
 */
@NullMarked
package io.quotakeeper.bench.lab;

import org.jspecify.annotations.NullMarked;
