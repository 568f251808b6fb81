package io.quotakeeper.app;

/** The server cannot start. The message says what is wrong and what to do. */
class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}
