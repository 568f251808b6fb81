package io.quotakeeper.secrets;

/**
 * The master key cannot be read or made, or is not the one by which something was sealed. The
 * message names the file and what to do; it is one line, for a person.
 */
public final class KeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyException(String message) {
    super(message);
  }
}
