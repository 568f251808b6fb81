package io.quotakeeper.providers;

import io.quotakeeper.quota.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a request carries the credential: in a header or, where a provider knows no other way, in
 * the query.
 *
 * @param header the header's name
 * @param value its value, with {@code ${secret}} where the credential goes
 * @param query the parameter's name, in place of the header
 */
record AuthRule(String header, String value, String query) {

  private static final String SECRET = "${secret}";

  AuthRule {
    if (header.isEmpty() == query.isEmpty()) {
      throw new IllegalArgumentException("auth needs header or query");
    }
    if (!header.isEmpty() && !RequestCheck.isFieldName(header)) {
      throw new IllegalArgumentException("auth's header is not the name of a header");
    }
    if (!query.isEmpty() && !query.chars().allMatch(AuthRule::mayStand)) {
      throw new IllegalArgumentException("auth's query must be letters, digits, '-', '_' or '.'");
    }
    value = value.isEmpty() ? SECRET : value;
    if (!value.contains(SECRET)) {
      throw new IllegalArgumentException("auth's value needs " + SECRET);
    }
  }

  private static boolean mayStand(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
  }

  CallRequest on(CallRequest request, Secret secret) {
    if (!header.isEmpty()) {
      return new CallRequest(
          request.method(),
          request.uri(),
          request.headers().with(header, value.replace(SECRET, secret.reveal())),
          request.body());
    }
    String parameter = query + "=" + URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8);
    String separator = request.uri().getRawQuery() == null ? "?" : "&";
    return new CallRequest(
        request.method(),
        URI.create(request.uri() + separator + parameter),
        request.headers(),
        request.body());
  }
}
