package io.quotakeeper.engine;

import io.quotakeeper.providers.CallRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Sends quota calls. Thread-safe; {@link #send} does not block. Redirects are not followed:
 * credentials never cross an origin.
 */
public interface Transport extends AutoCloseable {

  /** The longest body that is taken, after decompression. */
  int MOST_BYTES = 1 << 20;

  /** The most that status line and header fields may have together, in bytes. */
  int MOST_HEADER_BYTES = 32 << 10;

  /**
   * Sends a call. The future completes with the answer, or with a {@link TransportException}.
   * Cancelling it ends the exchange and closes its connection.
   */
  CompletableFuture<Answer> send(CallRequest request);

  /** Closes all connections. Calls under way fail. */
  @Override
  void close();
}
