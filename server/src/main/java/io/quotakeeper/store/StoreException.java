package io.quotakeeper.store;

/**
 * The store cannot be opened or read. The message names the path, what is wrong and what to do; it
 * is one line, for a person.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** The folder cannot be made or written, or is open to others. */
    UNUSABLE_FOLDER,
    /** Another process keeps its data there. */
    IN_USE,
    /** A newer program wrote the database. */
    NEWER_SCHEMA,
    /** The file is not a database, or is a damaged one. */
    DAMAGED,
    /** The database or the disk failed. */
    FAILED
  }

  private final Reason reason;

  StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
