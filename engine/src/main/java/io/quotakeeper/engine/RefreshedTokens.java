package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by a refresh token. One that the provider has ended is not sent again, but read
 * anew, since another may be there by now. Thread-safe.
 */
final class RefreshedTokens implements TokenSource {

  private final Login.RefreshToken login;
  private final List<String> scopes;
  private final TokenCalls calls;
  private final TokenCalls.Desk desk;
  private final Rotation rotation;

  /** What the provider said no to, for good, and how; in turns, as renewals are. */
  private Map<String, String> ended = Map.of();

  private @Nullable LoginException end;

  RefreshedTokens(
      Login.RefreshToken login,
      List<String> scopes,
      TokenCalls calls,
      TokenCalls.Desk desk,
      Rotation rotation) {
    this.login = login;
    this.scopes = List.copyOf(scopes);
    this.calls = calls;
    this.desk = desk;
    this.rotation = rotation;
  }

  @Override
  public TokenCalls.Received obtain() throws LoginException {
    Secret configured = login.refreshToken().read();
    Map<String, String> values = new HashMap<>();
    values.put("clientId", login.clientId().read().reveal());
    login.clientSecret().ifPresent(secret -> values.put("clientSecret", secret.read().reveal()));
    values.put("scopes", String.join(" ", scopes));
    return rotation.renewed(
        configured,
        refreshToken -> {
          values.put("refreshToken", refreshToken.reveal());
          return ask(values);
        });
  }

  private TokenCalls.Received ask(Map<String, String> values) throws LoginException {
    if (end != null && values.equals(ended)) {
      throw end;
    }
    try {
      return calls.ask(desk, values);
    } catch (LoginException trouble) {
      if (trouble.kind() == LoginException.Kind.ENDED) {
        end = trouble;
        ended = Map.copyOf(values);
      }
      throw trouble;
    }
  }

  @Override
  public String note() {
    return rotation.note();
  }
}
