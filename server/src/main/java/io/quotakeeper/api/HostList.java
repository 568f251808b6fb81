package io.quotakeeper.api;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that requests may come in under. A page of another site can make a browser send
 * requests here under a name of its own that it lets resolve to us; it cannot change the name.
 */
final class HostList {

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names;

  HostList(Set<String> configured) {
    names =
        Stream.concat(LOOPBACK.stream(), configured.stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether that is a host with or without a port. */
  static boolean isWellFormed(String authority) {
    return AUTHORITY.matcher(authority).matches();
  }

  /**
   * Whether requests may come in under that name. The very address that a connection came to is
   * always good: no name was resolved, so none was bent.
   */
  boolean admits(String authority, String localAddress) {
    String host = hostOf(authority).toLowerCase(Locale.ROOT);
    return names.contains(host) || names.contains(bare(host)) || isSame(host, localAddress);
  }

  private static String hostOf(String authority) {
    Matcher matcher = AUTHORITY.matcher(authority);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static boolean isSame(String host, String localAddress) {
    Optional<InetAddress> named = literal(bare(host));
    return named.isPresent() && named.equals(literal(localAddress));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      // Never asks a name server.
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
