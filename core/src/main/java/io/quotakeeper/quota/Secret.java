package io.quotakeeper.quota;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A credential. It shows itself to nobody who does not ask by name: not in logs, not in exceptions,
 * not in JSON.
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a credential.
   *
   * @throws IllegalArgumentException if it is blank or has characters that cannot stand in a header
   */
  public static Secret of(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("secret is empty");
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("secret has a control character (a line break?) in it");
    }
    if (value.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException("secret has a character in it that no header can carry");
    }
    return new Secret(value);
  }

  /** The credential in clear, for the one place that puts it on the wire. */
  public String reveal() {
    return value;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for all, so that hashes tell nothing either. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
