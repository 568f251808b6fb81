package io.quotakeeper.cli;

import java.io.Serial;

/**
 * A command cannot do what it was asked to; it ends with an exit code, a reason and a way out. The
 * reason is shown as it is: it must hold no secret.
 */
public final class Failure extends RuntimeException {

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

  /**
   * Something failed: exit code 1.
   *
   * @param message what happened, and why, in one line
   * @param hint what to do about it, empty if there is nothing to say
   */
  public static Failure failed(String message, String hint) {
    return new Failure(Exit.FAILED, message, hint);
  }

  /**
   * The command was used wrongly, or is configured wrongly: exit code 2.
   *
   * @param message what is wrong, in one line
   * @param hint what to do about it, empty if there is nothing to say
   */
  public static Failure wrongUse(String message, String hint) {
    return new Failure(Exit.USAGE, message, hint);
  }

  /** The same, with what lies behind it; of the cause only the class is ever shown. */
  public Failure causedBy(Throwable cause) {
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
