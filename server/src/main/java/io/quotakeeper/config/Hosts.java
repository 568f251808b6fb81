package io.quotakeeper.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Host names and address literals as text. Resolves nothing. */
final class Hosts {

  private static final int LONGEST = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
              + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Hosts() {}

  /** In lower case, without the brackets of IPv6 and without a trailing dot. */
  static String plain(String host) {
    String plain = host.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      return plain.substring(1, plain.length() - 1);
    }
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  /** Whether a plain host is a name, not an address in whatever form. */
  static boolean isName(String plain) {
    return plain.length() <= LONGEST && NAME.matcher(plain).matches() && !isNumeric(plain);
  }

  /** Whether a plain host is this machine's own name for itself. */
  static boolean isLocalhost(String plain) {
    return plain.equals("localhost") || plain.endsWith(".localhost");
  }

  /** The address of a plain host that is one in its usual form. */
  static Optional<InetAddress> address(String plain) {
    boolean usual = DOTTED.matcher(plain).matches() || SIX.matcher(plain).matches();
    return usual ? parsed(() -> InetAddress.ofLiteral(plain)) : Optional.empty();
  }

  /** The address of a plain host in any form: also in one number, in octal or hexadecimal. */
  static Optional<InetAddress> anyAddress(String plain) {
    return address(plain)
        .or(() ->
            isNumeric(plain) ? parsed(() -> Inet4Address.ofPosixLiteral(plain)) : Optional.empty());
  }

  private static boolean isNumeric(String plain) {
    return ENDS_IN_NUMBER.matcher(plain).matches();
  }

  private static Optional<InetAddress> parsed(Supplier<InetAddress> parser) {
    try {
      return Optional.of(parser.get());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
