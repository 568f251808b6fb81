package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Owner;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The in-memory state of every window, and the single door for evidence.
 *
 * <p>Thread-safe. Each owner's state is an immutable value that is replaced as a whole, under the
 * map's lock of that owner; readers take no lock. Listeners are called on the recording thread
 * after the state has changed, outside every lock. Two changes of one owner may reach a listener in
 * the other order, so one that needs the newest state asks the view for it. A listener must neither
 * block nor throw: what takes time goes through a bounded queue of its own.
 */
public final class QuotaLedger implements LedgerView {

  private final ConcurrentMap<Owner, Kept> states = new ConcurrentHashMap<>();
  private final List<Consumer<LedgerChange>> listeners = new CopyOnWriteArrayList<>();
  private final Fusion fusion;

  /** An empty ledger; {@code groups} knows which models share limits. */
  public QuotaLedger(Groups groups) {
    this.fusion = new Fusion(groups);
  }

  /** Takes in one piece of evidence. */
  public void record(Evidence evidence) {
    update(evidence.sighting().owner(), kept -> fusion.fuse(kept, evidence));
  }

  /**
   * Puts back what was known before a restart, for an owner of whom no provider has said anything
   * since; what its operator typed in counts as nothing said, and is to be stated again after it.
   */
  public void restore(Owner owner, OwnerState state) {
    update(owner, kept -> mayRestore(kept.state(), state) ? kept.withState(state) : kept);
  }

  private static boolean mayRestore(OwnerState known, OwnerState before) {
    return !before.isEmpty() && known.isOnlyStated();
  }

  /** Ends the refusals of an account's credential: the account was changed, or is gone. */
  public void pardonCredential(Owner owner, AccountId account) {
    update(
        owner,
        kept ->
            kept.withState(
                Refusals.keeping(
                    kept.state(),
                    r -> !r.refusal().kind().isOfCredential() || !r.account().equals(account))));
  }

  /**
   * Ends all refusals that keep an account from serving: an operator says that their cause is gone.
   * Those that its owner's other accounts met are among them, save for refused credentials, which
   * are each account's own.
   */
  public void pardon(Owner owner, AccountId account) {
    update(
        owner, kept -> kept.withState(Refusals.keeping(kept.state(), r -> !r.concerns(account))));
  }

  /**
   * Forgets owners that have no account any more, and refusals that ended long enough ago to count
   * as never met.
   *
   * @return how many windows were forgotten
   */
  public int cleanUp(Set<Owner> known, Instant now) {
    int removed = 0;
    for (Owner owner : owners()) {
      if (known.contains(owner)) {
        update(owner, kept -> kept.withState(Refusals.withoutOld(kept.state(), now)));
      } else {
        removed += update(owner, _ -> Kept.NOTHING).before().windows().size();
      }
    }
    return removed;
  }

  /** Has {@code listener} told of every change from now on. */
  public void subscribe(Consumer<LedgerChange> listener) {
    listeners.add(listener);
  }

  @Override
  public OwnerState state(Owner owner) {
    Kept kept = states.get(owner);
    return kept == null ? OwnerState.EMPTY : kept.state();
  }

  @Override
  public Set<Owner> owners() {
    return Collections.unmodifiableSet(states.keySet());
  }

  private LedgerChange update(Owner owner, UnaryOperator<Kept> step) {
    var change = new LedgerChange[1];
    states.compute(
        owner,
        (_, known) -> {
          Kept before = known == null ? Kept.NOTHING : known;
          Kept after = step.apply(before);
          change[0] = new LedgerChange(owner, before.state(), after.state());
          return after.equals(Kept.NOTHING) ? null : after;
        });
    if (!change[0].before().equals(change[0].after())) {
      listeners.forEach(listener -> listener.accept(change[0]));
    }
    return change[0];
  }
}
