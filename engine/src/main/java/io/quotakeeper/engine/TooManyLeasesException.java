package io.quotakeeper.engine;

/** So many leases are under way that no more are handed out: outcomes are not told. */
public final class TooManyLeasesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says how many. */
  public TooManyLeasesException(int most) {
    super(most + " leases are under way; tell the outcome of each, or wait for them to end");
  }
}
