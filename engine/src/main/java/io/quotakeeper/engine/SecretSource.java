package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import java.util.List;

/**
 * Where an account's credential is read from each time that it is needed. Implementations are
 * thread-safe and may block.
 */
@FunctionalInterface
public non-sealed interface SecretSource extends Credential {

  /**
   * The credential.
   *
   * @throws SecretUnavailableException if it cannot be read; the message names the place, never the
   *     secret
   */
  Secret read();

  @Override
  default List<SecretSource> sources() {
    return List.of(this);
  }

  /** A credential that is already at hand. Two sources of equal credentials are equal. */
  static SecretSource of(Secret secret) {
    return new FixedSecret(secret);
  }
}
