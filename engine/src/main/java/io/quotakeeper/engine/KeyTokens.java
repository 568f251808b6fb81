package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.providers.ServiceAccountKey;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Access tokens of a service account. An assertion is made out to the endpoint of the adapter,
 * whatever the key file says.
 */
final class KeyTokens implements TokenSource {

  private final SecretSource file;
  private final List<String> scopes;
  private final TokenCalls calls;
  private final TokenCalls.Desk desk;
  private final Time time;

  KeyTokens(
      SecretSource file, List<String> scopes, TokenCalls calls, TokenCalls.Desk desk, Time time) {
    this.file = file;
    this.scopes = List.copyOf(scopes);
    this.calls = calls;
    this.desk = desk;
    this.time = time;
  }

  @Override
  public TokenCalls.Received obtain() throws LoginException {
    URI endpoint = desk.endpoint().address();
    ServiceAccountKey key = key();
    if (!key.isFor(endpoint)) {
      throw new LoginException(
          Kind.NEEDS_PERSON,
          "login",
          "the token_uri of the service account's key is not "
              + endpoint
              + ", and nothing is sent elsewhere; use a key of that provider");
    }
    Secret assertion = key.assertion(endpoint, scopes, time.now());
    return calls.ask(
        desk, Map.of("assertion", assertion.reveal(), "scopes", String.join(" ", scopes)));
  }

  private ServiceAccountKey key() throws LoginException {
    try {
      return ServiceAccountKey.parse(file.read());
    } catch (IllegalArgumentException e) {
      throw new LoginException(
          Kind.NEEDS_PERSON,
          "secret",
          "the service account's key is not usable: " + e.getMessage());
    }
  }
}
