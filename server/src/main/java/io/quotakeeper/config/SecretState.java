package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;

/** The place of a secret for people, and whether a credential is there; never what it is. */
final class SecretState {

  private SecretState() {}

  /** Such as {@code env TEAM_A_TOKEN (set)} or {@code file /a/b (does not exist)}. */
  static String of(SecretSource source) {
    String place = source.toString();
    String shown =
        place.replaceFirst("^environment variable ", "env ").replaceFirst("^secret file", "file");
    try {
      var _ = source.read();
      return shown + (source instanceof EnvironmentSecret ? " (set)" : " (readable)");
    } catch (SecretUnavailableException e) {
      String why = String.valueOf(e.getMessage());
      return shown
          + " ("
          + (why.startsWith(place) ? why.substring(place.length()).strip() : why)
          + ")";
    }
  }
}
