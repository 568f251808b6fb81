package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Makes one state of an old one and a piece of evidence: the rules of who wins. Pure. */
final class Fusion {

  private final Groups groups;

  Fusion(Groups groups) {
    this.groups = groups;
  }

  Kept fuse(Kept kept, Evidence evidence) {
    return switch (evidence) {
      case Evidence.Polled polled -> polled(kept, polled);
      case Evidence.Observed observed -> observed(kept, observed);
      case Evidence.Refused refused -> refused(kept, refused);
      case Evidence.Metered metered -> kept.withState(metered(kept.state(), metered));
      case Evidence.Stated stated -> kept.withState(stated(kept.state(), stated));
    };
  }

  private Kept polled(Kept kept, Evidence.Polled polled) {
    OwnerState before = kept.state();
    var rules = new PollRules(polled, before.windows());
    OwnerState next = before.withWindows(rules.windows());
    if (!polled.availabilityOnly()) {
      next = lifted(next, before, polled.readings(), rules.asOf());
    }
    Sighting seen = polled.sighting();
    return after(
        new Success(seen.account(), Scope.account(), false, seen.sentAt()),
        seen.owner(),
        kept.withState(next));
  }

  private Kept observed(Kept kept, Evidence.Observed observed) {
    OwnerState before = kept.state();
    Sighting seen = observed.sighting();
    var said = Provenance.of(Source.OBSERVED, seen);
    OwnerState merged =
        before.withWindows(Merging.merge(before.windows(), observed.readings(), said));
    Kept next = kept.withState(lifted(merged, before, observed.readings(), seen.sentAt()));
    return observed.succeeded()
        ? after(
            new Success(seen.account(), observed.subject(), true, seen.sentAt()),
            seen.owner(),
            next)
        : next;
  }

  private Kept refused(Kept kept, Evidence.Refused refused) {
    if (!refused.refusal().stopsTraffic()) {
      return kept;
    }
    Sighting seen = refused.sighting();
    var met =
        new StandingRefusal(refused.refusal(), seen.account(), seen.sentAt(), seen.receivedAt(), 1);
    OwnerState state = kept.state();
    boolean isOfThePast =
        kept.successes().any(success -> lifts(success, met, seen.owner()))
            || Lifting.byKnownMoney(met, state.windows());
    return isOfThePast
        ? kept
        : kept.withState(state.withRefusals(Refusals.with(state.refusals(), met)));
  }

  private OwnerState metered(OwnerState state, Evidence.Metered metered) {
    Instant sentAt = metered.sighting().sentAt();
    Owner owner = metered.sighting().owner();
    return state.withWindows(
        WindowMap.of(state.windows())
            .mapped((window, known) ->
                isCountedIn(metered.unit(), window, known)
                        && groups.covers(owner.provider(), window.scope(), metered.subject())
                        && sentAt.isAfter(known.provenance().asOf())
                    ? known.used(sentAt, metered.amount())
                    : known));
  }

  /** A share of something is counted in requests, of which each takes its part. */
  private static boolean isCountedIn(Unit unit, Window window, QuotaState known) {
    return known.reading().amount() instanceof Amount.Share
        ? unit.equals(Unit.REQUESTS)
        : window.unit().equals(unit);
  }

  /** A statement stands for all that its account stated before. */
  private static OwnerState stated(OwnerState state, Evidence.Stated stated) {
    var said = Provenance.of(Source.STATED, stated.sighting());
    NavigableMap<Window, QuotaState> windows = new TreeMap<>(state.windows());
    windows
        .values()
        .removeIf(known ->
            known.provenance().source() == Source.STATED
                && known.provenance().account().equals(said.account())
                && stated.readings().stream()
                    .noneMatch(r -> r.window().equals(known.reading().window())));
    return state.withWindows(Merging.merge(windows, stated.readings(), said));
  }

  private Kept after(Success success, Owner owner, Kept kept) {
    OwnerState state = Refusals.keeping(kept.state(), standing -> !lifts(success, standing, owner));
    return new Kept(state, kept.successes().with(success));
  }

  private boolean lifts(Success success, StandingRefusal standing, Owner owner) {
    return Lifting.bySuccess(
        standing,
        success,
        refusal -> groups.covers(owner.provider(), refusal.scope(), success.subject()));
  }

  private static OwnerState lifted(
      OwnerState state, OwnerState before, List<Reading> readings, Instant asOf) {
    return Refusals.keeping(
        state, standing -> !Lifting.byReadings(standing, readings, asOf, before.windows()));
  }
}
