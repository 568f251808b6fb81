package io.quotakeeper.testkit;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody who vouches for servers, with a key of its own that nobody else knows. Its certificates
 * are of X.509 version 3, over P-256.
 */
final class Authority {

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
  private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
  private static final byte[] ALTERNATIVE_NAME = Der.oid(2, 5, 29, 17);
  private static final Duration VALID = Duration.ofDays(1);

  private final KeyPair keys = newKeys();
  private final String name;
  private final X509Certificate certificate;
  private int issued;

  /** Valid from a day before {@code now} to a day after. */
  Authority(String name, Instant now) {
    this.name = name;
    byte[] isAuthority =
        Der.sequence(BASIC_CONSTRAINTS, Der.yes(), Der.octets(Der.sequence(Der.yes())));
    this.certificate = sign(name, now.minus(VALID), now.plus(VALID), keys.getPublic(), isAuthority);
  }

  X509Certificate certificate() {
    return certificate;
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  /** A certificate for a server of that name, valid for two days until then. */
  X509Certificate vouchFor(PublicKey key, String host, Instant until) {
    byte[] dns = Der.of(0x82, host.getBytes(StandardCharsets.US_ASCII));
    byte[] names = Der.sequence(ALTERNATIVE_NAME, Der.octets(Der.sequence(dns)));
    return sign(host, until.minus(VALID.multipliedBy(2)), until, key, names);
  }

  private X509Certificate sign(
      String subject, Instant from, Instant until, PublicKey key, byte[] extension) {
    issued++;
    byte[] content =
        Der.sequence(
            Der.of(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(BigInteger.valueOf(issued)),
            ECDSA_WITH_SHA256,
            named(name),
            Der.sequence(Der.time(from), Der.time(until)),
            named(subject),
            key.getEncoded(),
            Der.of(0xa3, Der.sequence(extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate could be made", e);
    }
  }

  private static byte[] named(String name) {
    return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(name))));
  }
}
