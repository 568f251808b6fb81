package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Decider;
import io.quotakeeper.select.Decision;
import io.quotakeeper.select.Ground;
import io.quotakeeper.select.Question;
import io.quotakeeper.time.Time;

/** Decides for accounts, from memory. Thread-safe; never blocks. */
final class Decisions {

  private final LedgerView ledger;
  private final Time time;

  Decisions(LedgerView ledger, Time time) {
    this.ledger = ledger;
    this.time = time;
  }

  Decision decide(Watched watched, Scope subject) {
    var question = new Question(watched.holder(), subject, barred(watched));
    var state = ledger.state(watched.holder().owner());
    Decision decision = Decider.decide(question, state, watched.policy(), time.now());
    return decision.outcome() instanceof QuotaDecision.Unknown
        ? withFailure(watched, decision)
        : decision;
  }

  /** Whether no provider ever said anything of the account's owner. */
  boolean knowsNothing(Watched watched) {
    var state = ledger.state(watched.holder().owner());
    return state.refusals().isEmpty()
        && state.windows().values().stream()
            .noneMatch(known -> known.provenance().source().isProvider());
  }

  static String barred(Watched watched) {
    if (!watched.account().enabled()) {
      return "the account is switched off";
    }
    return watched.progress().isMarked() ? "a person must act: " + watched.progress().mark() : "";
  }

  /** Who is told that nothing is known wants to hear what keeps us from knowing. */
  private static Decision withFailure(Watched watched, Decision decision) {
    return watched
        .lastSync()
        .filter(last -> last.outcome().isError())
        .map(last -> decision.reason() + "; the last sync failed: " + last.outcome().cause())
        .map(reason ->
            new Decision(
                decision.holder(),
                decision.subject(),
                new QuotaDecision.Unknown(reason),
                decision.window(),
                new Ground.Said(reason),
                decision.headroom()))
        .orElse(decision);
  }
}
