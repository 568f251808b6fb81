package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;

/** One row as it is to be from now on; an empty document means that there is to be none. */
sealed interface Row {

  /** The document. */
  String document();

  /** The state of an owner. */
  record OfOwner(Owner owner, String document) implements Row {}

  /** The facts of an account. */
  record OfAccount(AccountId account, String document) implements Row {}
}
