package io.quotakeeper.app;

/** The server cannot start because another program listens on its port. */
final class PortInUseException extends StartException {

  private static final long serialVersionUID = 1L;

  PortInUseException(String message) {
    super(message);
  }
}
