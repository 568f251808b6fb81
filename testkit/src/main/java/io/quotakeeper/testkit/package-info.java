/**
 * Time that a test moves by hand, and a simulated upstream that enforces quotas over real sockets
 * and can be told to misbehave. Knows nothing of the engine or the server that are tested with it,
 * and no test framework.
 */
@NullMarked
package io.quotakeeper.testkit;

import org.jspecify.annotations.NullMarked;
