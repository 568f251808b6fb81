package io.quotakeeper.testkit;

import java.io.IOException;

/** What came is not a request that can be served; the connection ends with {@link #status}. */
final class BadRequestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
