package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an adapter's logins get access tokens: the call {@code token}, with the forms that the
 * adapter states under {@code grants}. Immutable and thread-safe.
 */
public final class TokenEndpoint {

  /** The name of the call. */
  public static final String CALL = "token";

  private static final int OK = 200;
  private static final Pattern ERROR = Pattern.compile("[a-z][a-z_]{1,39}");
  private static final Pattern TOKEN = Pattern.compile("[ -~]{1,16384}");

  private final String baseUrl;
  private final RequestRule request;
  private final GrantRules grants;

  TokenEndpoint(String baseUrl, RequestRule request, GrantRules grants) {
    this.baseUrl = baseUrl;
    this.request = request;
    this.grants = grants;
  }

  /** Whether it takes a grant. */
  public boolean takes(Grant grant) {
    return !grants.form(grant).isEmpty();
  }

  /** Its address, wherever an account sends its requests to. */
  public URI address() {
    return request.to(baseUrl, "", Instant.EPOCH).uri();
  }

  /**
   * The request for an access token. What it says stands in its body alone.
   *
   * @param other replaces origin and path prefix, empty for the adapter's
   * @param values of the form's variables; a field without a value is left out
   * @throws IllegalArgumentException if it does not take that grant
   */
  public CallRequest request(Grant grant, String other, Map<String, String> values) {
    if (!takes(grant)) {
      throw new IllegalArgumentException("the token endpoint does not take that grant");
    }
    CallRequest empty = request.to(other.isEmpty() ? baseUrl : other, "", Instant.EPOCH);
    String form =
        grants.form(grant).entrySet().stream()
            .map(field -> Map.entry(field.getKey(), filled(field.getValue(), values)))
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return new CallRequest(
        empty.method(),
        empty.uri(),
        empty.headers().with("Content-Type", "application/x-www-form-urlencoded"),
        form);
  }

  /** What its reply gives; empty if it is no answer. Never throws. */
  public Optional<Tokens> tokens(Reply reply) {
    if (reply.status() != OK) {
      return Optional.empty();
    }
    JsonNode document = Json.strict(reply.body());
    return secret(document, "access_token")
        .map(access -> new Tokens(access, secret(document, "refresh_token"), lifetime(document)));
  }

  /**
   * The word by which its reply says what is wrong (RFC 6749, section 5.2), such as {@code
   * invalid_grant}; empty if there is none. Never throws.
   */
  public String error(Reply reply) {
    String word = Json.strict(reply.body()).path("error").asText("");
    return ERROR.matcher(word).matches() ? word : "";
  }

  private static Optional<Secret> secret(JsonNode document, String name) {
    return Optional.of(document.path(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank() && TOKEN.matcher(text).matches())
        .map(Secret::of);
  }

  /** A number, which some write as text. */
  private static Optional<Duration> lifetime(JsonNode document) {
    long seconds = document.path("expires_in").asLong(-1);
    return seconds < 0 || seconds > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }

  private static String filled(String value, Map<String, String> values) {
    return GrantRules.isVariable(value)
        ? values.getOrDefault(GrantRules.variable(value), "")
        : value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
