package io.quotakeeper.quota;

/**
 * A refused call, classified.
 *
 * @param kind its class
 * @param of what was refused
 * @param scope exactly what is blocked
 * @param window the id of the window that is spent, empty if the reply does not say
 * @param until when it ends, only if the reply states it
 * @param message the provider's words, without secrets; empty if there are none
 * @param actionUrl an https link that helps a person to act; empty if there is none
 */
public record Refusal(
    RefusalClass kind,
    Target of,
    Scope scope,
    String window,
    Moment until,
    String message,
    String actionUrl) {

  /** What was refused. */
  public enum Target {
    /** Ordinary traffic. */
    REQUEST,
    /**
     * The quota call itself: this stops syncs, and not traffic, unless the credential is refused.
     */
    SYNC
  }

  /** Whether it blocks traffic of the account. */
  public boolean stopsTraffic() {
    return kind.isOfCredential() || (of == Target.REQUEST && kind.concernsAccount());
  }

  /** This refusal with another end. */
  public Refusal withUntil(Moment other) {
    return new Refusal(kind, of, scope, window, other, message, actionUrl);
  }
}
