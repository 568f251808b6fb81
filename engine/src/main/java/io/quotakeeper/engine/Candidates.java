package io.quotakeeper.engine;

import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.AccountPrioritizer;
import io.quotakeeper.select.Candidate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Accounts as candidates for a request, from memory. Thread-safe; never blocks. */
final class Candidates {

  private final Engine engine;

  Candidates(Engine engine) {
    this.engine = engine;
  }

  /** The candidates for {@code subject} in the {@code tiered} order. */
  List<Candidate> tiered(Collection<Watched> accounts, Scope subject) {
    return AccountPrioritizer.tiered(accounts.stream().map(w -> of(w, subject)).toList());
  }

  private Candidate of(Watched watched, Scope subject) {
    Instant now = engine.ports().time().now();
    List<StandingRefusal> refusals =
        engine.ledger().state(watched.holder().owner()).refusals().stream()
            .filter(r -> r.stands(now) && r.concerns(watched.id()))
            .filter(r -> covers(watched, r.refusal().scope(), subject))
            .toList();
    Moment until =
        refusals.stream()
            .map(StandingRefusal::endsAt)
            .reduce(Moment::later)
            .orElse(Moment.unstated());
    return new Candidate(
        engine.decisions().decide(watched, subject),
        engine.statuses().plan(watched),
        !refusals.isEmpty(),
        until);
  }

  private static boolean covers(Watched watched, Scope scope, Scope subject) {
    return watched.policy().groups().covers(watched.account().provider(), scope, subject);
  }
}
