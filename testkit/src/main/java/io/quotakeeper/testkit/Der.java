package io.quotakeeper.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few forms of DER (ITU-T X.690) that a certificate is made of. */
final class Der {

  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Instant GENERALIZED_FROM = Instant.parse("2050-01-01T00:00:00Z");

  private Der() {}

  /** A tag, a length of at most 65 535, and the parts one after the other. */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (length >= 256) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length >= 128) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return of(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return of(0x31, parts);
  }

  static byte[] integer(BigInteger number) {
    return of(0x02, number.toByteArray());
  }

  static byte[] yes() {
    return of(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[] bytes) {
    return of(0x04, bytes);
  }

  /** Whole bytes, none of them cut short. */
  static byte[] bits(byte[] bytes) {
    return of(0x03, new byte[] {0}, bytes);
  }

  static byte[] text(String text) {
    return of(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An object identifier, of which each part after the second is less than 2^14. */
  static byte[] oid(int... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(parts[0] * 40 + parts[1]);
    for (int i = 2; i < parts.length; i++) {
      if (parts[i] >= 128) {
        bytes.write(0x80 | (parts[i] >> 7));
      }
      bytes.write(parts[i] & 0x7f);
    }
    return of(0x06, bytes.toByteArray());
  }

  static byte[] time(Instant at) {
    return at.isBefore(GENERALIZED_FROM)
        ? of(0x17, UTC.format(at).getBytes(StandardCharsets.US_ASCII))
        : of(0x18, GENERALIZED.format(at).getBytes(StandardCharsets.US_ASCII));
  }
}
