package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A login whose access tokens expire: the engine gets them, one at a time for an account, at the
 * token endpoint that the account's adapter names, and nowhere else. A login that belongs to
 * another program must not be given here, since two that renew one login make the provider end it;
 * read that program's access token with a {@link SecretSource}. Two of equal sources are equal.
 */
public sealed interface Login extends Credential {

  /** Replaces the token endpoint's origin and path prefix; empty for its adapter's. */
  String baseUrl();

  @Override
  default String remedy() {
    return "log in again, and configure the new login";
  }

  /**
   * A login by a refresh token. A provider that rotates it gives a new one with each access token:
   * {@link LoginStore} keeps it.
   *
   * @param refreshToken the one that the login brought
   * @param clientId the client that logged in
   * @param clientSecret that client's secret; empty for a public client
   * @param baseUrl replaces the token endpoint's origin and path prefix; empty for its adapter's
   */
  record RefreshToken(
      SecretSource refreshToken,
      SecretSource clientId,
      Optional<SecretSource> clientSecret,
      String baseUrl)
      implements Login {
    @Override
    public List<SecretSource> sources() {
      return Stream.concat(Stream.of(refreshToken, clientId), clientSecret.stream()).toList();
    }
  }

  /**
   * A service account, which signs for itself.
   *
   * @param key its key file's JSON in one line ({@link #keyFile})
   * @param baseUrl replaces the token endpoint's origin and path prefix; empty for its adapter's
   */
  record ServiceAccount(SecretSource key, String baseUrl) implements Login {
    @Override
    public List<SecretSource> sources() {
      return List.of(key);
    }

    @Override
    public String remedy() {
      return "give the service account its role back, set this machine's clock, or make a new key and"
          + " configure it";
    }
  }

  /** A login by a refresh token, at the adapter's token endpoint. */
  static Login of(SecretSource refreshToken, SecretSource clientId, SecretSource clientSecret) {
    return new RefreshToken(refreshToken, clientId, Optional.of(clientSecret), "");
  }

  /**
   * The text of a service account's key file as a secret, which has no line breaks.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  static Secret keyFile(String json) {
    return Secret.of(json.replaceAll("\\s*[\\r\\n\\t]\\s*", " ").strip());
  }

  /** A service account, at the adapter's token endpoint. */
  static Login ofServiceAccount(SecretSource key) {
    return new ServiceAccount(key, "");
  }
}
