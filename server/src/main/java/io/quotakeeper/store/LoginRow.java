package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;

/**
 * A rotated login as it is kept. The bytes are not to be changed.
 *
 * @param account whose it is
 * @param grownFrom what it grew from: no secret
 * @param sealed the refresh token, which only the holder of the key can read
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in passing, never compared
public record LoginRow(AccountId account, String grownFrom, byte[] sealed) {

  /** Without its bytes. */
  @Override
  public String toString() {
    return "LoginRow[" + account + "]";
  }
}
