package io.quotakeeper.secrets;

/** What was sealed cannot be opened: it was changed, moved, or sealed by another key. */
public final class SealBrokenException extends Exception {

  private static final long serialVersionUID = 1L;

  SealBrokenException() {
    super("the seal is broken");
  }
}
