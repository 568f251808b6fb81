package io.quotakeeper.outbound;

import java.net.InetAddress;

/** Says where connections may go. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface AddressPolicy {

  /**
   * Whether a connection to this address may be made for that host.
   *
   * @param host the host as the URL names it, an IPv6 address without brackets
   * @param address one that it leads to
   */
  boolean allows(String host, InetAddress address);
}
