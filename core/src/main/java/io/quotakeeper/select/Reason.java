package io.quotakeeper.select;

import java.util.Locale;

/** Why an account was chosen or passed over. */
public enum Reason {
  /** It can serve, and comes first. */
  CHOSEN,
  /** Another one comes before it. */
  RANKED_LOWER,
  /** A window is spent. */
  SPENT,
  /** Requests are refused. */
  REFUSED,
  /** What is left is held for requests under way, or is less than this one takes. */
  HELD,
  /** What is left is kept back. */
  RESERVED,
  /** It is switched off, or a person must act. */
  BARRED,
  /** This very request was refused by it before. */
  TRIED;

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
