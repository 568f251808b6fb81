package io.quotakeeper.ledger;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Makes one state of an old one and a piece of evidence: the rules of who wins. Pure. */
final class Fusion {

  /** So long after its end a refusal still makes the next one of its kind last longer. */
  private static final Duration MEMORY_OF_REFUSALS = Duration.ofHours(6);

  private final Groups groups;

  Fusion(Groups groups) {
    this.groups = groups;
  }

  OwnerState fuse(OwnerState state, Evidence evidence) {
    return switch (evidence) {
      case Evidence.Polled polled -> polled(state, polled);
      case Evidence.Observed observed -> observed(state, observed);
      case Evidence.Refused refused -> refused(state, refused);
      case Evidence.Metered metered -> metered(state, metered);
      case Evidence.Stated stated -> stated(state, stated);
    };
  }

  static OwnerState withoutOldRefusals(OwnerState state, Instant now) {
    return keeping(state, refusal -> refusal.stands(now.minus(MEMORY_OF_REFUSALS)));
  }

  private OwnerState polled(OwnerState state, Evidence.Polled polled) {
    Map<Window, QuotaState> windows = new TreeMap<>();
    state
        .windows()
        .forEach((window, known) ->
            PollRules.afterSilence(known, polled).ifPresent(k -> windows.put(window, k)));
    PollRules.newcomers(state.windows(), polled).forEach(windows::put);
    OwnerState next = state.withWindows(windows);
    return keeping(next, refusal -> !Lifting.byPoll(refusal, polled, state.windows()));
  }

  private OwnerState observed(OwnerState state, Evidence.Observed observed) {
    Sighting seen = observed.sighting();
    var said =
        new Provenance(Source.OBSERVED, seen.account(), "", "", seen.sentAt(), seen.receivedAt());
    OwnerState next = state.withWindows(Merging.merge(state.windows(), observed.readings(), said));
    Owner owner = seen.owner();
    return observed.succeeded()
        ? keeping(
            next,
            r -> !Lifting.bySuccess(r, observed, scope -> covers(owner, scope, observed.subject())))
        : next;
  }

  private OwnerState refused(OwnerState state, Evidence.Refused refused) {
    Refusal refusal = refused.refusal();
    if (!refusal.stopsTraffic()) {
      return state;
    }
    Sighting seen = refused.sighting();
    var standing =
        new StandingRefusal(refusal, seen.account(), seen.sentAt(), seen.receivedAt(), 1);
    boolean isOld =
        state.refusals().stream()
            .anyMatch(r -> r.isSameAs(standing) && r.sentAt().isAfter(seen.sentAt()));
    if (isOld) {
      return state;
    }
    List<StandingRefusal> others = new ArrayList<>(state.refusals());
    others.removeIf(standing::isSameAs);
    others.add(standing.after(state.refusals()));
    return state.withRefusals(others);
  }

  private OwnerState metered(OwnerState state, Evidence.Metered metered) {
    Instant sentAt = metered.sighting().sentAt();
    Owner owner = metered.sighting().owner();
    Map<Window, QuotaState> windows = new TreeMap<>(state.windows());
    windows.replaceAll((window, known) ->
        window.unit().equals(metered.unit())
                && covers(owner, window.scope(), metered.subject())
                && sentAt.isAfter(known.provenance().asOf())
            ? new QuotaState(
                known.reading(),
                known.provenance(),
                known.metered() + metered.amount(),
                known.missed())
            : known);
    return state.withWindows(windows);
  }

  private static OwnerState stated(OwnerState state, Evidence.Stated stated) {
    Sighting seen = stated.sighting();
    var said =
        new Provenance(Source.STATED, seen.account(), "", "", seen.sentAt(), seen.receivedAt());
    // What the same account stated earlier, and does not state any more, was taken back.
    Map<Window, QuotaState> kept = new TreeMap<>(state.windows());
    kept.values().removeIf(known -> isTakenBack(known, stated));
    return state.withWindows(Merging.merge(kept, stated.readings(), said));
  }

  private static boolean isTakenBack(QuotaState known, Evidence.Stated stated) {
    return known.provenance().source() == Source.STATED
        && known.provenance().account().equals(stated.sighting().account())
        && stated.readings().stream()
            .noneMatch(reading -> reading.window().equals(known.reading().window()));
  }

  private boolean covers(Owner owner, Scope scope, Scope subject) {
    return groups.covers(owner.provider(), scope, subject);
  }

  private static OwnerState keeping(OwnerState state, Predicate<StandingRefusal> wanted) {
    return state.refusals().stream().allMatch(wanted)
        ? state
        : state.withRefusals(state.refusals().stream().filter(wanted).toList());
  }
}
