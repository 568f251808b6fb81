package io.quotakeeper.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Implementations are thread-safe and may block. */
@FunctionalInterface
public interface NameLookup {

  /**
   * All addresses of a host, the preferred one first; never empty.
   *
   * @param host a name, or an address in any form
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;

  /**
   * The lookup of this machine. The JVM keeps what it finds for 30 seconds, and that nothing was
   * found for 10 seconds, unless its security properties say otherwise.
   */
  static NameLookup ofMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
