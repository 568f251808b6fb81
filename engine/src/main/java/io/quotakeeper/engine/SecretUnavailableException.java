package io.quotakeeper.engine;

/**
 * An account's credential cannot be read. The message names the place and what to do, never the
 * secret.
 */
public final class SecretUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong, and where. */
  public SecretUnavailableException(String message) {
    super(message);
  }
}
