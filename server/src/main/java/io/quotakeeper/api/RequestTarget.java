package io.quotakeeper.api;

import java.util.Locale;
import java.util.Optional;

/**
 * What stands after the method in a request line. It is looked at as it came, before anything is
 * decoded, so that a path which two readers could read differently is read by none.
 *
 * @param authority of the absolute form, empty in the usual one
 * @param path still encoded
 * @param query still encoded, empty if there is none
 */
record RequestTarget(String authority, String path, String query) {

  private static final String MARKS = "-._~!$&'()*+,=:@";
  private static final String PATH_MARKS = MARKS + "/%";
  // Brackets are not allowed there by the letter, but plenty of clients send them.
  private static final String QUERY_MARKS = PATH_MARKS + ";?[]";

  /** The parts of a target; absent if it has no such form. */
  static Optional<RequestTarget> parse(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    if (uri.startsWith("/")) {
      return Optional.of(split("", uri));
    }
    for (String scheme : new String[] {"http://", "https://"}) {
      if (lower.startsWith(scheme)) {
        int slash = uri.indexOf('/', scheme.length());
        return slash < 0
            ? Optional.empty()
            : Optional.of(split(uri.substring(scheme.length(), slash), uri.substring(slash)));
      }
    }
    return Optional.empty();
  }

  private static RequestTarget split(String authority, String rest) {
    int mark = rest.indexOf('?');
    return mark < 0
        ? new RequestTarget(authority, rest, "")
        : new RequestTarget(authority, rest.substring(0, mark), rest.substring(mark + 1));
  }

  /** Whether there is one way to read it only. */
  boolean isUnambiguous() {
    return consistsOf(path, PATH_MARKS)
        && consistsOf(query, QUERY_MARKS)
        && hasPlainSegments()
        && hasHarmlessEscapes(path, true)
        && hasHarmlessEscapes(query, false);
  }

  private boolean hasPlainSegments() {
    return !path.contains("//")
        && !path.contains("/./")
        && !path.contains("/../")
        && !path.endsWith("/.")
        && !path.endsWith("/..");
  }

  private static boolean consistsOf(String text, String marks) {
    return text.chars().allMatch(c -> isAlphanumeric(c) || marks.indexOf(c) >= 0);
  }

  /**
   * In a path, an escape may only stand for a printable ASCII character that does not part paths. A
   * query may hold any text, but no control characters.
   */
  private static boolean hasHarmlessEscapes(String text, boolean inPath) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 >= text.length()) {
        return false;
      }
      int high = Character.digit(text.charAt(at + 1), 16);
      int low = Character.digit(text.charAt(at + 2), 16);
      int c = high * 16 + low;
      boolean harmless = high >= 0 && low >= 0 && c >= ' ' && c != 0x7f;
      if (!harmless || (inPath && (c > 0x7f || "./\\%;".indexOf(c) >= 0))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
