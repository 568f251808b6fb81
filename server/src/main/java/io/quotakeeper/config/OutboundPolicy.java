package io.quotakeeper.config;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests may go: to public addresses, and to what the operator named. Loopback, private,
 * link-local, carrier-shared, metadata, multicast and reserved addresses are refused, also when an
 * IPv6 address wraps them. It resolves no name: ask it before a URL is kept, and again with the
 * address that is about to be connected to. Immutable.
 */
public final class OutboundPolicy {

  private final Set<InetAddress> addresses = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private OutboundPolicy(Collection<String> allowed) {
    for (String entry : allowed) {
      String plain = Hosts.plain(entry);
      Hosts.address(plain)
          .map(AddressRange::unwrapped)
          .ifPresentOrElse(addresses::add, () -> names.add(plain));
    }
  }

  /** Public addresses and these hosts: names, or addresses in their usual form. */
  public static OutboundPolicy of(Collection<String> allowed) {
    return new OutboundPolicy(allowed);
  }

  /** Whether a connection to this address may be made, whatever name led to it. */
  public boolean allows(InetAddress address) {
    return addresses.contains(AddressRange.unwrapped(address))
        || AddressRange.of(address) == AddressRange.PUBLIC;
  }

  /**
   * Whether a connection to this address may be made for that host: also if the operator named the
   * host, since that says where it leads is meant.
   */
  public boolean allows(String host, InetAddress address) {
    return names.contains(Hosts.plain(host)) || allows(address);
  }

  /**
   * Whether a URL may have this host. Address literals are judged in every form; a name may pass
   * here and still be refused by the address that it leads to.
   */
  public boolean allowsHost(String host) {
    return objection(host).isEmpty();
  }

  /** Why a URL may not have this host, if it may not. */
  Optional<String> objection(String host) {
    String plain = Hosts.plain(host);
    if (names.contains(plain)) {
      return Optional.empty();
    }
    if (Hosts.isLocalhost(plain)) {
      boolean named = addresses.stream().anyMatch(InetAddress::isLoopbackAddress);
      return named ? Optional.empty() : Optional.of(AddressRange.LOOPBACK.words());
    }
    if (Hosts.isName(plain)) {
      return Optional.empty();
    }
    if (Hosts.address(plain).isPresent() || Hosts.anyAddress(plain).isEmpty()) {
      return Hosts.address(plain)
          .map(this::objection)
          .orElse(Optional.of("neither a host name nor an address"));
    }
    return Optional.of("an address in an unusual form");
  }

  private Optional<String> objection(InetAddress address) {
    return allows(address) ? Optional.empty() : Optional.of(AddressRange.of(address).words());
  }
}
