package io.quotakeeper.engine;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of a reply what must not be kept: the account's own credential in all its encodings,
 * what looks like anybody's, and mail addresses. Header fields are judged by what their names are
 * not, since limits under names that nobody knows yet are what a reply is kept for. Immutable.
 */
final class Redaction {

  /** Names of header fields that hold credentials, by any part between hyphens. */
  private static final Set<String> SECRET_PARTS =
      Set.of(
          "apikey",
          "assertion",
          "auth",
          "authorization",
          "bearer",
          "cookie",
          "cookie2",
          "credential",
          "credentials",
          "csrf",
          "jwt",
          "key",
          "keys",
          "passwd",
          "password",
          "secret",
          "session",
          "sessionid",
          "sig",
          "signature",
          "token",
          "xsrf");

  private static final Set<String> LIMIT_PARTS =
      Set.of("limit", "quota", "ratelimit", "remaining", "reset", "usage", "used");

  /** A count or a time: what a limit by {@code token} says, and no credential. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,9})?[a-z%]{0,2}");

  private final Optional<CredentialSearch> own;

  private Redaction(Optional<CredentialSearch> own) {
    this.own = own;
  }

  /** For replies to requests with that credential. */
  static Redaction of(Secret secret) {
    return new Redaction(Optional.of(CredentialSearch.of(secret.reveal())));
  }

  /** Where no credential is known: by shape alone. */
  static Redaction ofShapes() {
    return new Redaction(Optional.empty());
  }

  /** The text with marks in place of secrets. */
  String text(String text) {
    return SecretShapes.redact(own.map(search -> search.redact(text)).orElse(text));
  }

  /** The fields without those that hold credentials, with marks in the others. */
  Headers headers(Headers headers) {
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    for (Map.Entry<String, String> field : headers.fields()) {
      if (!isSecret(field.getKey(), field.getValue().strip())) {
        kept.add(Map.entry(field.getKey(), SecretShapes.redact(field.getValue())));
      }
    }
    return Headers.of(kept);
  }

  private boolean isSecret(String name, String value) {
    if (holdsOwn(name) || holdsOwn(value)) {
      return true;
    }
    List<String> parts = Arrays.asList(name.toLowerCase(Locale.ROOT).split("[-_.]", -1));
    boolean isLimit =
        parts.stream().anyMatch(LIMIT_PARTS::contains) && AMOUNT.matcher(value).matches();
    return parts.stream().anyMatch(SECRET_PARTS::contains) && !isLimit;
  }

  private boolean holdsOwn(String text) {
    return own.map(search -> !search.redact(text).equals(text)).orElse(false);
  }
}
