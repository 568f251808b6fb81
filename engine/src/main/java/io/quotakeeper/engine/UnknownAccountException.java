package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;

/** There is no account of that id. */
public final class UnknownAccountException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the id. */
  public UnknownAccountException(AccountId account) {
    super("no account \"" + account + "\"");
  }
}
