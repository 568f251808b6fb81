package io.quotakeeper.outbound;

import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the way to a host, if there is one that may be gone. */
record Routes(NameLookup names, AddressPolicy policy) {

  /** Addresses that are tried before a host counts as out of reach. */
  private static final int MOST_TRIED = 3;

  /**
   * Resolves once, and checks every address that comes of it: a name that leads to a forbidden
   * address beside a good one is not to be trusted at all.
   *
   * @throws TransportException if the name leads nowhere, or where it must not
   */
  Route to(String host) throws TransportException {
    List<InetAddress> addresses = resolve(host);
    if (!addresses.stream().allMatch(address -> policy.allows(host, address))) {
      throw new TransportException(
          Kind.FORBIDDEN_ADDRESS,
          host + ": it leads to an address that is not public; its operator can allow it");
    }
    return new Route(host, addresses.stream().limit(MOST_TRIED).toList());
  }

  private List<InetAddress> resolve(String host) throws TransportException {
    try {
      return names.addressesOf(host);
    } catch (UnknownHostException | SecurityException _) {
      throw new TransportException(Kind.DNS, host + ": the name does not resolve");
    }
  }
}
