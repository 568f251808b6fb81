package io.quotakeeper.engine;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which accounts there are, and what must follow when they change. Thread-safe: the lock orders
 * changes of the list, readers take none, and nothing is sent while it is held.
 */
final class Roster {

  private final ReentrantLock changing = new ReentrantLock();
  private final AtomicReference<Book> book;
  private final Memory memory;
  private final Time time;
  private final Witnesses witnesses;

  /**
   * What remembers accounts.
   *
   * @param ledger their quotas
   * @param tiers their plans
   * @param warnings what was said of them
   * @param logins their access tokens
   */
  record Memory(QuotaLedger ledger, TierCache tiers, QuotaWarnings warnings, Logins logins) {}

  /** Keeps the book up to date, in which the other parts look. */
  Roster(AtomicReference<Book> book, Memory memory, Time time, Witnesses witnesses) {
    this.book = book;
    this.memory = memory;
    this.time = time;
    this.witnesses = witnesses;
  }

  Book book() {
    return book.get();
  }

  /**
   * Makes these the accounts.
   *
   * @throws IllegalArgumentException as {@link Book#next} does; nothing has changed then
   */
  void replace(Collection<Account> accounts) {
    changing.lock();
    try {
      replace(book().shop(), accounts);
    } finally {
      changing.unlock();
    }
  }

  /**
   * Makes these the accounts, and has all of them watched so.
   *
   * @return the book as it was before
   * @throws IllegalArgumentException as {@link Book#next} does; nothing has changed then
   */
  Book replace(Book.Shop shop, Collection<Account> accounts) {
    changing.lock();
    try {
      Book before = book();
      Book after = before.next(shop, accounts, Due.in(Duration.ZERO, time.nanos()));
      book.set(after);
      before.without(after).forEach(this::dismiss);
      after.without(before).forEach(this::welcome);
      after
          .keptFrom(before)
          .forEach(kept -> before.find(kept.id()).ifPresent(known -> adjust(known, kept)));
      cleanUp();
      return before;
    } finally {
      changing.unlock();
    }
  }

  private void adjust(Watched before, Watched after) {
    if (!after.account().limits().equals(before.account().limits())) {
      state(after);
    }
    if (!after.policy().equals(before.policy())) {
      memory.warnings.look(after.id());
    }
  }

  /** Puts back what was known of an owner before a restart. */
  void restore(Owner owner, OwnerState state) {
    Collection<Watched> holders = book().of(owner);
    holders.forEach(watched -> memory.warnings.prime(watched, state));
    memory.ledger.restore(owner, state);
    holders.forEach(this::state);
    holders.forEach(watched -> recall(watched, state));
  }

  /** What a provider allows to ask only now and then must not be asked anew by each start. */
  private void recall(Watched watched, OwnerState state) {
    Instant now = time.now();
    Duration slack = book().settings().timeout().multipliedBy(2);
    for (QuotaState known : state.windows().values()) {
      Provenance said = known.provenance();
      if (said.source() == Source.POLLED && said.account().equals(watched.id())) {
        Duration ago = Duration.between(said.receivedAt(), now);
        watched.answeredBefore(said.call(), ago, slack, time.nanos());
      }
    }
  }

  /** Forgets what belongs to no account. */
  void cleanUp() {
    Book now = book();
    memory.ledger.cleanUp(now.owners(), time.now());
    memory.tiers.retain(now.ids());
    memory.warnings.retain(now.ids());
    memory.logins.retain(now.ids());
  }

  /** Of how many accounts it is remembered what was said. */
  int warned() {
    return memory.warnings.accounts();
  }

  private void dismiss(Watched watched) {
    watched.drop();
    memory.tiers.forget(watched.id());
    // Whatever was wrong with the credential, the next one of that name deserves a try.
    memory.ledger.pardonCredential(watched.holder().owner(), watched.id());
  }

  private void welcome(Watched watched) {
    memory.warnings.prime(watched, memory.ledger.state(watched.holder().owner()));
    state(watched);
  }

  /** What a provider told of an account's plan before a restart, unless it has told since. */
  void restorePlan(Watched watched, Plan plan) {
    if (plan.isNamed()) {
      memory.tiers.restored(watched.id(), plan);
    }
  }

  /** Its operator's limits. An empty list, too, is a statement: earlier ones hold no more. */
  private void state(Watched watched) {
    state(watched, watched.account().limits());
  }

  /** Limits that its operator states now, in place of all stated before. */
  void state(Watched watched, List<Reading> limits) {
    Instant now = time.now();
    var sighting = new Sighting(watched.id(), watched.holder().owner(), now, now);
    witnesses.tell(() -> new RawEvidence.Stated(sighting, limits));
    memory.ledger.record(new Evidence.Stated(sighting, limits));
  }
}
