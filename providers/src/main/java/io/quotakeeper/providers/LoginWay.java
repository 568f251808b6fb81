package io.quotakeeper.providers;

import java.util.List;

/**
 * How an account of an adapter may have a login in place of a credential.
 *
 * @param adapter the adapter of the token endpoint, which says under {@code grants} what it takes
 * @param scopes what is asked for with the key of a service account
 */
public record LoginWay(String adapter, List<String> scopes) {

  /** Copies the list. */
  public LoginWay {
    if (adapter.isEmpty()) {
      throw new IllegalArgumentException("login needs adapter");
    }
    if (!scopes.stream().allMatch(LoginWay::isScope)) {
      throw new IllegalArgumentException("a scope has no spaces, quotes or backslashes");
    }
    scopes = List.copyOf(scopes);
  }

  /** As RFC 6749, section 3.3, has it. */
  private static boolean isScope(String scope) {
    return !scope.isEmpty()
        && scope.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
  }
}
