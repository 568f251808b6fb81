package io.quotakeeper.ledger;

/**
 * What the ledger keeps of one owner: what is known, and what is remembered only to judge evidence
 * that comes in late. Nobody is told of the latter.
 *
 * @param state what is known
 * @param successes the latest successes
 */
record Kept(OwnerState state, Successes successes) {

  static final Kept NOTHING = new Kept(OwnerState.EMPTY, Successes.NONE);

  Kept withState(OwnerState other) {
    return new Kept(other, successes);
  }
}
