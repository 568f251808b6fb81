package io.quotakeeper.providers;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a call of an adapter may be: one that only reads, under our own name. */
final class RequestCheck {

  private static final Set<String> METHODS = Set.of("GET", "POST");

  /** What the transport says itself, and what would make it look like somebody else. */
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "user-agent");

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private RequestCheck() {}

  /**
   * Checks a call.
   *
   * @throws IllegalArgumentException saying what it may not be
   */
  static void check(String method, String path, Map<String, String> headers) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("method must be GET or POST");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must start with /");
    }
    checkPath(path);
    headers.forEach(RequestCheck::checkHeader);
  }

  /** Whether it can be the name of a header field. */
  static boolean isFieldName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c ->
                (c < 128 && Character.isLetterOrDigit(c)) || "!#$%&'*+.^_`|~-".indexOf(c) >= 0);
  }

  private static void checkPath(String path) {
    try {
      URI uri = new URI("https://host" + path);
      if (uri.getRawFragment() != null) {
        throw new IllegalArgumentException("path must not have a fragment");
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("path is not one that a URL can have", e);
    }
  }

  private static void checkHeader(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!isFieldName(name) || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("headers must be names and plain values");
    }
    if (RESERVED.contains(lower)) {
      throw new IllegalArgumentException(name + " is for Quotakeeper itself to set");
    }
    if (CREDENTIALS.contains(lower)) {
      throw new IllegalArgumentException(
          name + " carries a credential: say where it goes with auth, and ${secret} in its value");
    }
  }
}
