package io.quotakeeper.engine;

import java.io.IOException;

/**
 * A call did not bring an answer. The message names the host and the trouble, never a credential.
 */
public final class TransportException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble; a label of metrics. */
  public enum Kind {
    /** The name does not resolve. */
    DNS,
    /** The connection was refused, reset or closed. */
    NETWORK,
    /** No trusted connection could be made. */
    TLS,
    /** The answer is larger than {@link Transport#MOST_BYTES}. */
    TOO_LARGE,
    /** The answer is not proper HTTP, or is not as it was asked for. */
    PROTOCOL,
    /** The address is one that the operator has not allowed. */
    FORBIDDEN_ADDRESS
  }

  private final Kind kind;

  /** With its kind and what happened. */
  public TransportException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
