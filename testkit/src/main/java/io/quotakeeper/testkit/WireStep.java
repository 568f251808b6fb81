package io.quotakeeper.testkit;

import java.time.Duration;

/** One thing to do on a connection. In texts each character is one byte. */
sealed interface WireStep {

  /** Writes. */
  record Write(String octets) implements WireStep {}

  /** Writes the same again and again, {@link Long#MAX_VALUE} times if there is no end to it. */
  record Repeat(String octets, long times) implements WireStep {}

  /** Writes one byte after each pause. */
  record Drip(String octets, Duration pause) implements WireStep {}

  /** Ends the connection. */
  record End(WireFault.Ending by) implements WireStep {}
}
