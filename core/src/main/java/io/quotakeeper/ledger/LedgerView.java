package io.quotakeeper.ledger;

import io.quotakeeper.quota.Owner;
import java.util.Set;

/** The ledger for those who only look. Reads never block and never wait for a write. */
public interface LedgerView {

  /** What is known of an owner; {@link OwnerState#EMPTY} if nothing. */
  OwnerState state(Owner owner);

  /**
   * The owners of whom evidence has come in, though it may have told nothing of their quota: a live
   * view, safe to walk while the ledger changes.
   */
  Set<Owner> owners();
}
