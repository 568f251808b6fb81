package io.quotakeeper.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Marks that stand for the names of sessions where these are not to be kept: a caller may name them
 * as it likes, be it by a mail address. The key is forgotten with the program, so that nobody can
 * try names out. Thread-safe.
 */
final class SessionMarks {

  private static final String ALGORITHM = "HmacSHA256";

  /** Enough to tell sessions apart, in bytes. */
  private static final int LENGTH = 8;

  private SessionMarks() {}

  /** Made once, by the first who needs it: most programs never do. */
  private static final class Lazy {
    private static final SecretKey KEY = key();

    private static SecretKey key() {
      try {
        return KeyGenerator.getInstance(ALGORITHM).generateKey();
      } catch (GeneralSecurityException e) {
        throw missing(e);
      }
    }
  }

  /** The mark of a session, in hexadecimal digits; empty if there is no session. */
  static String of(String session) {
    if (session.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(Lazy.KEY);
      byte[] hash = mac.doFinal(session.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, LENGTH));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java has " + ALGORITHM, e);
  }
}
