package io.quotakeeper.api;

/** Who may call an operation. */
enum Access {
  /** Everybody, without a credential. */
  ANYONE,
  /** Who has the admin token. */
  ADMIN
}
