package io.quotakeeper.providers;

import java.util.Set;

/** By what an access token is got. */
public enum Grant {
  /** By a refresh token (RFC 6749, section 6). */
  REFRESH_TOKEN(Set.of("refreshToken", "clientId", "clientSecret", "scopes")),
  /** By an assertion that the key of a service account signed (RFC 7523). */
  SERVICE_ACCOUNT(Set.of("assertion", "scopes"));

  private final Set<String> variables;

  Grant(Set<String> variables) {
    this.variables = variables;
  }

  /** What its form may hold in <code>${…}</code>. */
  Set<String> variables() {
    return variables;
  }
}
