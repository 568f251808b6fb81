package io.quotakeeper.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which URLs requests may be sent to. */
final class Urls {

  private static final int LONGEST = 2_000;
  private static final int HIGHEST_PORT = 65_535;

  /** What they look like. */
  static final Shape SHAPE = Shape.text("[Hh][Tt][Tt][Pp][Ss]?://\\S+");

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]@]+)(:([0-9]{1,5}))?");

  private final OutboundPolicy outbound;

  Urls(OutboundPolicy outbound) {
    this.outbound = outbound;
  }

  /** What an account's base URL is. */
  Kind<String> base() {
    return new Kind<>(
        "an https URL without user, query and fragment (http only to a loopback address; private"
            + " and loopback hosts only if outbound.allow names them)",
        this::checkedBase,
        SHAPE);
  }

  private String checkedBase(String text) {
    URI uri = checked(text);
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException("a query in a base URL");
    }
    if (hasDotSegment(uri.getRawPath())) {
      throw new IllegalArgumentException("a path with '.' or '..' in a base URL");
    }
    return text;
  }

  /**
   * An address that a request may be sent to.
   *
   * @throws IllegalArgumentException with what is wrong, without repeating the text
   */
  URI checked(String text) {
    URI uri = parsed(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("not an http or https URL");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a fragment in a URL");
    }
    String host = host(uri);
    outbound
        .objection(host)
        .ifPresent(why -> {
          throw new IllegalArgumentException("the host is " + why);
        });
    if (scheme.equals("http") && !isLoopback(Hosts.plain(host))) {
      throw new IllegalArgumentException("http, which shows credentials to the network");
    }
    return uri;
  }

  static boolean isLoopback(String plainHost) {
    return Hosts.isLocalhost(plainHost)
        || Hosts.address(plainHost).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  @SuppressWarnings("UnusedException") // its message repeats the text
  private static URI parsed(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL");
    }
  }

  private static String host(URI uri) {
    String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
    if (authority.contains("@")) {
      throw new IllegalArgumentException("a user in a URL");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a URL without a host, or with a malformed one");
    }
    String port = parts.group(3);
    if (port != null && (Integer.parseInt(port) > HIGHEST_PORT || Integer.parseInt(port) == 0)) {
      throw new IllegalArgumentException("a URL with a port that does not exist");
    }
    return parts.group(1);
  }

  private static boolean hasDotSegment(String path) {
    return Arrays.stream(path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1))
        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }
}
