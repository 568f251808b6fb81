package io.quotakeeper.engine;

/** There is no pool of that id. */
public final class UnknownPoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the id. */
  public UnknownPoolException(String pool) {
    super("no pool \"" + pool + "\"");
  }
}
