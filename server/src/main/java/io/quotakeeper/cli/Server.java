package io.quotakeeper.cli;

import io.quotakeeper.quota.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server to talk to, and the credential for it. Immutable. */
final class Server {

  private final URI url;
  private final @Nullable Secret token;

  private Server(URI url, @Nullable Secret token) {
    this.url = url;
    this.token = token;
  }

  /**
   * The server at an address, without a credential.
   *
   * @param source where the address comes from, for the message
   * @throws Failure if it is not the address of a server
   */
  static Server at(String address, String source) {
    try {
      URI url = new URI(address.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && plain) {
        return new Server(url, null);
      }
    } catch (URISyntaxException e) {
      // Said below, without the address: it may hold a credential.
    }
    throw new Failure(
        Exit.USAGE,
        source + " is not the address of a server",
        "Write http:// or https://, a host and a port, for example http://127.0.0.1:7878.");
  }

  /**
   * This server with a credential.
   *
   * @throws Failure if the credential would travel in clear to another machine
   */
  Server with(Secret secret) {
    if ("http".equalsIgnoreCase(url.getScheme()) && !isLoopback()) {
      throw new Failure(
          Exit.USAGE,
          "the token is not sent to " + this + ": over http anybody on the way can read it",
          "Use https, or an SSH tunnel to the server's loopback address.");
    }
    return new Server(url, secret);
  }

  URI url() {
    return url;
  }

  Optional<Secret> token() {
    return Optional.ofNullable(token);
  }

  /** Whether the host is this machine by its very spelling; no name is looked up. */
  boolean isLoopback() {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The address, safe for a terminal. */
  @Override
  public String toString() {
    return Plain.line(url.toString());
  }
}
