package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;

/** No access token could be got. The message is for a person and holds no secret. */
final class LoginException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  enum Kind {
    /** It is tried again by itself. */
    TRANSIENT,
    /** A person must act; whoever asks has it tried again, unless its retry is late. */
    NEEDS_PERSON,
    /** A person must act, and until the login is another the provider is not asked again. */
    ENDED
  }

  private final Kind kind;
  private final String cause;
  private final transient Retry retry;

  LoginException(Kind kind, String cause, String message) {
    this(kind, cause, message, Retry.SOON);
  }

  LoginException(Kind kind, String cause, String message, Retry retry) {
    super(message);
    this.kind = kind;
    this.cause = cause;
    this.retry = retry;
  }

  Kind kind() {
    return kind;
  }

  Retry retry() {
    return retry;
  }

  /** Whether another says the same. */
  boolean isAs(LoginException other) {
    return kind == other.kind && String.valueOf(getMessage()).equals(other.getMessage());
  }

  /** How a sync ends that needs the token. */
  SyncOutcome outcome() {
    String detail = String.valueOf(getMessage());
    return kind == Kind.TRANSIENT
        ? new SyncOutcome.Transient(cause, detail)
        : new SyncOutcome.NeedsPerson(cause, detail);
  }

  /** When the provider says that it may be asked again. */
  Moment until() {
    return retry.until();
  }
}
