package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One call of one account.
 *
 * @param request what came
 * @param body its body as JSON; a missing node if it is none
 * @param account who calls
 * @param stock what is left to it
 * @param now when it came
 */
record Visit(
    IncomingRequest request, JsonNode body, SimulatedAccount account, Stock stock, Instant now) {}
