package io.quotakeeper.engine;

import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Need;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    }
  }

  /** Nobody told what became of it. Most likely it was sent. */
  void forgotten(LeaseTable.Open lease) {
    var _ = settle(lease, new LeaseOutcome.Used(Map.of()));
  }

  private Understanding answered(LeaseTable.Open lease, LeaseOutcome.Answered answered) {
    if (lease.watched().isDropped()) {
      return NOTHING;
    }
    var exchange =
        new Traffic.Exchange(
            lease.lease().model(), answered.reply(), sentAt(lease, answered.reply().receivedAt()));
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
    Instant now = engine.ports().time().now();
    var sighting =
        new Sighting(
            lease.watched().id(), lease.watched().holder().owner(), sentAt(lease, now), now);
    Need taken = taken(lease.hold().need(), usage);
    for (Unit unit : units(taken)) {
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

  /** What it took, as far as it is known, else what it was estimated to take. */
  private static Need taken(Need estimated, Map<Unit, Double> usage) {
    if (usage.isEmpty()) {
      return estimated;
    }
    Map<Unit, Double> taken = new HashMap<>(estimated.estimate());
    if (!usage.containsKey(Unit.TOKENS)) {
      taken.remove(Unit.TOKENS);
    }
    taken.putAll(usage);
    return new Need(estimated.subject(), taken, estimated.purpose());
  }

  private static Set<Unit> units(Need taken) {
    if (taken.estimate().isEmpty()) {
      return Set.of(Unit.REQUESTS);
    }
    Set<Unit> units = new LinkedHashSet<>(taken.estimate().keySet());
    units.add(Unit.REQUESTS);
    units.add(Unit.TOKENS);
    return units;
  }
}
