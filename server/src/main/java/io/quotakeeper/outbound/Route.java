package io.quotakeeper.outbound;

import io.quotakeeper.engine.TransportException;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Where a call goes: to one host, by any of these addresses, which have all been checked.
 *
 * @param host as the URL names it, an IPv6 address without brackets
 * @param addresses at least one
 */
record Route(String host, List<InetAddress> addresses) {

  /** The host of a URL; empty if it names none. */
  static String hostOf(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return "";
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static boolean isTls(URI uri) {
    return "https".equals(uri.getScheme());
  }

  static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : (isTls(uri) ? 443 : 80);
  }

  /** Where a connection to {@code uri} goes at that attempt, counted from 0. */
  SocketAddress endpoint(URI uri, int attempt) {
    return SocketAddress.inetSocketAddress(
        new InetSocketAddress(addresses.get(attempt), port(uri)));
  }

  /**
   * Whether the next address may be tried after that attempt: there is one, and a connection that
   * was not made has sent nothing.
   */
  boolean goesOn(int attempt, Throwable trouble) {
    return attempt + 1 < addresses.size()
        && Troubles.of(host, trouble).kind() == TransportException.Kind.NETWORK;
  }
}
