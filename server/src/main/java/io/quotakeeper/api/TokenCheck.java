package io.quotakeeper.api;

import io.quotakeeper.quota.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows the admin token when it sees it. It keeps a hash under a key of its own, and compares
 * hashes, so that the time which that takes tells nothing of the token, not even its length.
 */
final class TokenCheck {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String SCHEME = "Bearer ";

  private final SecretKeySpec key;
  private final byte[] expected;

  TokenCheck(Secret token, RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, ALGORITHM);
    expected = hash(token.reveal());
  }

  /** Whether the {@code Authorization} header fields are one, and carry the token. */
  boolean opens(List<String> authorization) {
    String given = authorization.size() == 1 ? authorization.getFirst() : "";
    boolean isBearer = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return isBearer
        && MessageDigest.isEqual(expected, hash(given.substring(SCHEME.length()).stripLeading()));
  }

  private byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
