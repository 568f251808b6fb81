/**
 * Time that a test moves by hand, and a simulated upstream that enforces quotas over real sockets
 * and can be told to misbehave. Knows nothing of the engine or the server that are tested with it,
 * and no test framework.
 *
 * <p>What can go wrong: {@link io.quotakeeper.testkit.Misbehaviour} in what is said, {@link
 * io.quotakeeper.testkit.WireFault} in its bytes, {@link io.quotakeeper.testkit.Misstatement} in
 * proper HTTP that is odd, {@link io.quotakeeper.testkit.SimulatedPort} before a request can be
 * made. The table of what Quotakeeper makes of each is in {@code docs/testing.md}.
 */
@NullMarked
package io.quotakeeper.testkit;

import org.jspecify.annotations.NullMarked;
