package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A salted hash of a secret, to know it again: two of one secret differ, and neither tells it. In
 * hexadecimal digits: the salt, a dot, the HMAC.
 */
final class Fingerprint {

  private static final int SALT = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private Fingerprint() {}

  static String of(Secret secret, RandomGenerator random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return text(salt, secret);
  }

  static boolean matches(String fingerprint, Secret secret) {
    int dot = fingerprint.indexOf('.');
    if (dot != 2 * SALT) {
      return false;
    }
    try {
      byte[] salt = HexFormat.of().parseHex(fingerprint.substring(0, dot));
      return MessageDigest.isEqual(
          text(salt, secret).getBytes(StandardCharsets.US_ASCII),
          fingerprint.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String text(byte[] salt, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      byte[] hash = mac.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(salt) + "." + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
