package io.quotakeeper.engine;

import io.quotakeeper.engine.AccountStatus.Health;
import io.quotakeeper.engine.AccountStatus.State;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Role;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How accounts are doing, from memory. Thread-safe; never blocks. */
final class Statuses {

  private final LedgerView ledger;
  private final TierCache tiers;
  private final Logins logins;
  private final Time time;

  Statuses(LedgerView ledger, TierCache tiers, Logins logins, Time time) {
    this.ledger = ledger;
    this.tiers = tiers;
    this.logins = logins;
    this.time = time;
  }

  AccountStatus of(Watched watched) {
    OwnerState state = ledger.state(watched.holder().owner());
    return new AccountStatus(
        watched.account(),
        health(watched, state),
        plan(watched),
        watched.lastSync().orElse(null),
        headroom(windows(watched)));
  }

  /** Its plan: declared, else as the provider tells, else none. */
  Plan plan(Watched watched) {
    Plan declared = watched.account().declared();
    return declared.equals(Plan.NONE) ? tiers.plan(watched.id()).orElse(Plan.NONE) : declared;
  }

  List<WindowView> windows(Watched watched) {
    OwnerState state = ledger.state(watched.holder().owner());
    return WindowView.of(watched.holder(), state, watched.policy(), time.now());
  }

  private Health health(Watched watched, OwnerState state) {
    NextLook look = watched.next(time.nanos());
    NextSyncReason why = look.reason();
    if (!watched.account().enabled()) {
      return new Health(State.DISABLED, "switched off", Moment.unstated(), why);
    }
    Moment next = look.due().moment(time);
    if (watched.progress().isMarked()) {
      return new Health(State.ACTION_REQUIRED, watched.progress().mark(), next, why);
    }
    Optional<StandingRefusal> ofCredential =
        refusal(watched, state, standing -> standing.refusal().kind().isOfCredential());
    if (ofCredential.isPresent()) {
      return new Health(State.ACTION_REQUIRED, words(ofCredential.get()), next, why);
    }
    Optional<String> failure =
        watched.lastSync().map(SyncReport::outcome).flatMap(Statuses::failure);
    return failure
        .or(() -> Optional.of(logins.note(watched)).filter(note -> !note.isEmpty()))
        .or(() -> refusal(watched, state, _ -> true).map(Statuses::words))
        .map(reason -> new Health(State.DEGRADED, reason, next, why))
        .orElseGet(() -> new Health(State.OK, "", next, why));
  }

  private Optional<StandingRefusal> refusal(
      Watched watched, OwnerState state, Predicate<StandingRefusal> wanted) {
    Instant now = time.now();
    return state.refusals().stream()
        .filter(standing -> standing.stands(now) && standing.concerns(watched.id()))
        .filter(wanted)
        .findFirst();
  }

  /** What needs a person has left a mark, and is told as that. */
  private static Optional<String> failure(SyncOutcome outcome) {
    return outcome instanceof SyncOutcome.Transient(String cause, String detail)
        ? Optional.of("syncs fail (" + cause + "): " + detail)
        : Optional.empty();
  }

  private static String words(StandingRefusal standing) {
    var refusal = standing.refusal();
    String what = refusal.scope() + " is refused: " + refusal.kind().word();
    String said = refusal.message().isEmpty() ? "" : ", " + refusal.message();
    String see = refusal.actionUrl().isEmpty() ? "" : "; see " + refusal.actionUrl();
    return what + said + see;
  }

  /** The least share that is left of any limit; what the plan does not have at all is none. */
  private static Amount headroom(List<WindowView> windows) {
    List<Amount> limits =
        windows.stream()
            .filter(view -> view.reading().role() == Role.LIMIT)
            .map(view -> view.reading().amount())
            .filter(amount -> !(amount instanceof Amount.NotEntitled))
            .toList();
    return limits.stream()
        .filter(amount -> amount.fraction().isPresent())
        .min(Comparator.comparingDouble(amount -> amount.fraction().orElse(1)))
        .or(() -> limits.stream().filter(Amount.Known.class::isInstance).findFirst())
        .or(() -> limits.stream().filter(Amount.Unlimited.class::isInstance).findFirst())
        .orElse(Amount.unknown());
  }
}
