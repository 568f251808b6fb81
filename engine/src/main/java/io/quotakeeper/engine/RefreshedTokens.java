package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Access tokens by a refresh token. Thread-safe. */
final class RefreshedTokens implements TokenSource {

  private final Login.RefreshToken login;
  private final List<String> scopes;
  private final TokenCalls calls;
  private final TokenCalls.Desk desk;
  private final Rotation rotation;

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
          return calls.ask(desk, values);
        });
  }

  @Override
  public String note() {
    return rotation.note();
  }
}
