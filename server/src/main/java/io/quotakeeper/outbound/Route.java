package io.quotakeeper.outbound;

import java.net.InetAddress;
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
}
