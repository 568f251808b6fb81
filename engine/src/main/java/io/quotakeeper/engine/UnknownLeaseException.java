package io.quotakeeper.engine;

/** There is no such lease: its outcome was told before, it has ended, or there never was one. */
public final class UnknownLeaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Does not repeat the id, which may be anything. */
  public UnknownLeaseException() {
    super("no such lease; its outcome was told before, or it has ended");
  }
}
