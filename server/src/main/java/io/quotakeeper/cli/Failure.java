package io.quotakeeper.cli;

import java.io.Serial;

/** A command cannot do what it was asked to; it ends with an exit code, a reason and a way out. */
final class Failure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int exit;
  private final String hint;

  /**
   * Why a command ends.
   *
   * @param exit one of {@link Exit}
   * @param message what happened, and why
   * @param hint what to do about it, empty if there is nothing to say
   */
  Failure(int exit, String message, String hint) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  /** The same, with what lies behind it; of the cause only the class is ever shown. */
  Failure causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  int exit() {
    return exit;
  }

  String hint() {
    return hint;
  }

  /** The text, which is always there. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
