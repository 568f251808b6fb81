package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;

/**
 * A credential that is already at hand: a value, so that an account with the same one counts as
 * unchanged.
 *
 * @param secret the credential
 */
record FixedSecret(Secret secret) implements SecretSource {

  @Override
  public Secret read() {
    return secret;
  }
}
