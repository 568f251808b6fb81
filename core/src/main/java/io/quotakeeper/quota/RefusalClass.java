package io.quotakeeper.quota;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a refusal means for the account and the request. */
public enum RefusalClass {
  /** Too fast; the same account serves again after a short wait. */
  THROTTLED,
  /** A window is spent; the account serves again at its reset. */
  WINDOW_EXHAUSTED,
  /** Money is spent; a person must pay. */
  MONEY_EXHAUSTED,
  /** The plan does not include this. */
  NOT_ENTITLED,
  /** A person must act: verify, accept, or mend the project or client. */
  ACTION_REQUIRED,
  /** The credential is not accepted. */
  UNAUTHENTICATED,
  /** The provider is short of capacity for a model; not the account's fault. */
  CAPACITY,
  /** This request can never succeed; the account is fine. */
  REQUEST_TOO_LARGE,
  /** Refused, and the reply does not say why. */
  AMBIGUOUS;

  /** The word that users see, in kebab case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class of a word. */
  public static Optional<RefusalClass> ofWord(String word) {
    return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
  }

  /**
   * Whether the credential itself is refused: this stops all traffic of the account, whichever call
   * met it.
   */
  public boolean isOfCredential() {
    return this == UNAUTHENTICATED || this == ACTION_REQUIRED;
  }

  /** Whether waiting does not help: only a person, or newer evidence, ends it. */
  public boolean waitsForPerson() {
    return isOfCredential() || this == MONEY_EXHAUSTED || this == NOT_ENTITLED;
  }

  /** Whether a short wait is all that it asks for: it does not say that anything is spent. */
  public boolean isPause() {
    return this == THROTTLED || this == AMBIGUOUS;
  }

  /**
   * Whether it says something of the account, and not only of the provider's capacity or of one
   * request.
   */
  public boolean concernsAccount() {
    return this != CAPACITY && this != REQUEST_TOO_LARGE;
  }
}
