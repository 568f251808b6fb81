package io.quotakeeper.api;

import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.Set;

/**
 * How the surface is served.
 *
 * @param host the address to bind to
 * @param port the port, 0 for any free one
 * @param adminToken the credential that opens every route
 * @param allowedHosts the names that requests may come in under, without port, beside those of
 *     loopback and the address that the connection came to
 * @param patience how long a client may take to send a whole request, and then to take its answer
 */
public record ApiSettings(
    String host, int port, Secret adminToken, Set<String> allowedHosts, Duration patience) {

  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  /** Copies the names. */
  public ApiSettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /** With a patience of a minute. */
  public ApiSettings(String host, int port, Secret adminToken, Set<String> allowedHosts) {
    this(host, port, adminToken, allowedHosts, USUAL_PATIENCE);
  }
}
