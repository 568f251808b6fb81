package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;

/** The credential of the server's operator. */
public sealed interface AdminToken {

  /** The operator set none: the server makes one at its first start. */
  record Made() implements AdminToken {}

  /**
   * The operator set one.
   *
   * @param source where it is read from
   */
  record Given(SecretSource source) implements AdminToken {}
}
