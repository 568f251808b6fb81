package io.quotakeeper.engine;

import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Need;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes evidence of what became of leases. What was used is recorded before what was held is given
 * back: for a moment it counts twice, and never not at all. Thread-safe; never blocks.
 */
final class Settlement {

  private static final Understanding NOTHING = Understanding.answer(Plan.NONE, List.of(), false);

  private final Engine engine;

  Settlement(Engine engine) {
    this.engine = engine;
  }

  Understanding settle(LeaseTable.Open lease, LeaseOutcome outcome) {
    return switch (outcome) {
      case LeaseOutcome.Answered answered ->
          settle(lease, outcome, RawEvidence.End.ANSWERED, answered.usage());
      case LeaseOutcome.Used used -> settle(lease, outcome, RawEvidence.End.USED, used.usage());
      case LeaseOutcome.Ignored _ -> settle(lease, outcome, RawEvidence.End.IGNORED, Map.of());
    };
  }

  private Understanding settle(
      LeaseTable.Open lease, LeaseOutcome outcome, RawEvidence.End end, Map<Unit, Double> usage) {
    try {
      return switch (outcome) {
        case LeaseOutcome.Answered answered -> answered(lease, answered);
        case LeaseOutcome.Used used -> {
          meter(lease, used.usage());
          yield NOTHING;
        }
        case LeaseOutcome.Ignored _ -> NOTHING;
      };
    } finally {
      lease.holdings().release(lease.hold());
      tell(lease, end, usage);
    }
  }

  /** Nobody told what became of it. Most likely it was sent. */
  void forgotten(LeaseTable.Open lease) {
    var _ = settle(lease, new LeaseOutcome.Used(Map.of()), RawEvidence.End.FORGOTTEN, Map.of());
  }

  private void tell(LeaseTable.Open lease, RawEvidence.End end, Map<Unit, Double> usage) {
    engine
        .witnesses()
        .tell(() ->
            new RawEvidence.Ended(
                sighting(lease, engine.ports().time().now()), lease.lease().id(), end, usage));
  }

  private static Sighting sighting(LeaseTable.Open lease, Instant now) {
    return new Sighting(
        lease.watched().id(), lease.watched().holder().owner(), sentAt(lease, now), now);
  }

  private Understanding answered(LeaseTable.Open lease, LeaseOutcome.Answered answered) {
    if (lease.watched().isDropped()) {
      return NOTHING;
    }
    var exchange =
        new Traffic.Exchange(
            lease.lease().model(),
            answered.reply(),
            sentAt(lease, answered.reply().receivedAt()),
            lease.lease().id());
    Understanding understood = engine.traffic().observe(lease.watched(), exchange);
    if (understood.refusal().isEmpty()) {
      meter(lease, answered.usage());
    }
    return understood;
  }

  private void meter(LeaseTable.Open lease, Map<Unit, Double> usage) {
    if (lease.watched().isDropped()) {
      return;
    }
    Sighting sighting = sighting(lease, engine.ports().time().now());
    Need taken = lease.hold().need().taken(usage);
    for (Unit unit : taken.units()) {
      double amount = taken.of(unit);
      if (amount > 0) {
        engine.ledger().record(new Evidence.Metered(sighting, taken.subject(), unit, amount));
      }
    }
  }

  /** When it was sent, as far as we know: nobody need have waited as long as was asked. */
  private static Instant sentAt(LeaseTable.Open lease, Instant over) {
    Instant earliest = lease.lease().notBefore();
    return earliest.isBefore(over) ? earliest : lease.lease().grantedAt();
  }
}
