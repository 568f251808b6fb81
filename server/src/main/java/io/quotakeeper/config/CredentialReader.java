package io.quotakeeper.config;

import io.quotakeeper.engine.Credential;
import io.quotakeeper.engine.Login;
import io.quotakeeper.engine.SecretSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads by what an account is let in: its secret, its login or its service account. */
final class CredentialReader {

  private static final String EXPECTED =
      "{env: NAME} or {file: path}; or oauth or serviceAccount in its place";
  private static final Key BASE_URL =
      Key.optional(
          "baseUrl", Urls.SHAPE, "Replaces the origin and path prefix of the token endpoint.");
  private static final Keys OAUTH =
      Keys.of(
          Key.required("refreshToken", SecretReader.SHAPE, "The login's refresh token."),
          Key.required("clientId", SecretReader.SHAPE, "The client that logged in."),
          Key.optional(
              "clientSecret",
              SecretReader.SHAPE,
              "That client's secret; a public client has none."),
          BASE_URL);
  private static final Keys SERVICE_ACCOUNT =
      Keys.of(
          Key.required(
              "file",
              Shape.TEXT,
              "Its key file of mode 0600; a relative path counts from this file's folder."),
          BASE_URL);

  static final Key SECRET =
      Key.optional("secret", SecretReader.SHAPE, "Where its credential is, never what it is.");
  static final Key LOGIN =
      Key.optional(
          "oauth",
          Shape.mapping(OAUTH),
          "A login of its own, in place of a secret: Quotakeeper renews it. Never one that belongs"
              + " to another program.");
  static final Key KEY =
      Key.optional(
          "serviceAccount",
          Shape.mapping(SERVICE_ACCOUNT),
          "A service account in place of a secret.");

  /** Exactly one of the three. */
  static final List<Object> ONE = List.of(required(SECRET), required(LOGIN), required(KEY));

  private final SecretReader secrets;
  private final Urls urls;

  CredentialReader(SecretReader secrets, Urls urls) {
    this.secrets = secrets;
    this.urls = urls;
  }

  private static Map<String, Object> required(Key key) {
    return Map.of("required", List.of(key.name()));
  }

  /**
   * By what an account is let in.
   *
   * @param enabled whether it must be there: people switch an account off because it lacks
   */
  Optional<Credential> read(Mapping account, boolean enabled) {
    List<Key> given =
        List.of(SECRET, LOGIN, KEY).stream().filter(key -> account.has(key.name())).toList();
    if (given.isEmpty()) {
      account.missing(SECRET.name(), EXPECTED);
      return Optional.empty();
    }
    if (given.size() > 1) {
      account
          .get(given.getLast().name())
          .ifPresent(field ->
              field.problem(
                  "beside " + given.getFirst().name(),
                  "one of secret, oauth and serviceAccount alone"));
    }
    Field field = account.get(given.getFirst().name()).orElseThrow();
    return switch (given.getFirst().name()) {
      case "oauth" -> login(field.mapping(OAUTH), enabled);
      case "serviceAccount" -> serviceAccount(field.mapping(SERVICE_ACCOUNT), enabled);
      default -> place(field, enabled).map(source -> source);
    };
  }

  /** A problem if the provider of an account has no logins. */
  static void refuseLogin(Mapping account, String provider) {
    for (Key key : List.of(LOGIN, KEY)) {
      account
          .get(key.name())
          .ifPresent(field ->
              field.problem(provider + " takes no logins", "secret: {env: NAME} or {file: path}"));
    }
  }

  private Optional<Credential> login(Mapping keys, boolean enabled) {
    Optional<SecretSource> refreshToken = required(keys, "refreshToken", enabled);
    Optional<SecretSource> clientId = required(keys, "clientId", enabled);
    Optional<SecretSource> clientSecret =
        keys.get("clientSecret").flatMap(field -> place(field, enabled));
    String baseUrl = baseUrl(keys);
    return refreshToken.flatMap(token ->
        clientId.map(client -> new Login.RefreshToken(token, client, clientSecret, baseUrl)));
  }

  private Optional<Credential> serviceAccount(Mapping keys, boolean enabled) {
    String baseUrl = baseUrl(keys);
    if (!keys.has("file")) {
      keys.missing("file", "the path of its key file");
    }
    return keys.get("file")
        .flatMap(field ->
            secrets
                .file(field, new FileContent.KeyFile())
                .flatMap(source ->
                    enabled
                        ? secrets.usable(field, source, SecretReader.ANY)
                        : Optional.of(source)))
        .map(source -> new Login.ServiceAccount(source, baseUrl));
  }

  private Optional<SecretSource> required(Mapping keys, String name, boolean enabled) {
    if (!keys.has(name)) {
      keys.missing(name, "{env: NAME} or {file: path}");
    }
    return keys.get(name).flatMap(field -> place(field, enabled));
  }

  private Optional<SecretSource> place(Field field, boolean enabled) {
    return enabled ? secrets.source(field, SecretReader.ANY) : secrets.place(field);
  }

  private String baseUrl(Mapping keys) {
    return keys.read("baseUrl", urls.base()).orElse("");
  }
}
