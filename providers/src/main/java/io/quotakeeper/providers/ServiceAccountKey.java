package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The key file of a service account, as Google writes it. It signs assertions (RFC 7523, RS256) for
 * a token endpoint that somebody else names: what the file says of addresses is compared, never
 * followed. Immutable and thread-safe.
 */
public final class ServiceAccountKey {

  private static final Duration VALID = Duration.ofHours(1);
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final String mail;
  private final String keyId;
  private final String tokenUri;
  private final PrivateKey key;

  private ServiceAccountKey(String mail, String keyId, String tokenUri, PrivateKey key) {
    this.mail = mail;
    this.keyId = keyId;
    this.tokenUri = tokenUri;
    this.key = key;
  }

  /**
   * Reads a key file.
   *
   * @throws IllegalArgumentException saying what is wrong, without a word of the file
   */
  public static ServiceAccountKey parse(Secret file) {
    JsonNode document = Json.strict(file.reveal());
    if (!document.isObject()) {
      throw new IllegalArgumentException("it is not the JSON of a service account's key");
    }
    String mail = document.path("client_email").asText("");
    String pem = document.path("private_key").asText("");
    if (mail.isBlank() || pem.isBlank()) {
      throw new IllegalArgumentException("it lacks client_email or private_key");
    }
    return new ServiceAccountKey(
        mail,
        document.path("private_key_id").asText(""),
        document.path("token_uri").asText(""),
        privateKey(pem));
  }

  /** Whether it is for that token endpoint, or does not say for which it is. */
  public boolean isFor(URI endpoint) {
    return tokenUri.isEmpty() || tokenUri.equals(endpoint.toString());
  }

  /** Asks a token endpoint for these scopes, for an hour from then on. */
  public Secret assertion(URI endpoint, List<String> scopes, Instant now) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", "RS256").put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims
        .put("iss", mail)
        .put("scope", String.join(" ", scopes))
        .put("aud", endpoint.toString())
        .put("iat", now.getEpochSecond())
        .put("exp", now.plus(VALID).getEpochSecond());
    String content = part(header) + "." + part(claims);
    return Secret.of(content + "." + encoded(signature(content)));
  }

  private byte[] signature(String content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
  }

  // The exceptions below may quote the key, so that they are no causes.
  @SuppressWarnings("UnusedException")
  private static PrivateKey privateKey(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("its private_key is not one in PEM (PKCS #8)");
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("its private_key is not an RSA key");
    }
  }

  private static String part(JsonNode json) {
    return encoded(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServiceAccountKey[" + mail + "]";
  }
}
