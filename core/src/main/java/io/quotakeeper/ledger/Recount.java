package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;

/** What is left of our own counting once somebody speaks of the window again. */
final class Recount {

  private Recount() {}

  /** The counting of a window of which {@code before} was known, after {@code reading}. */
  static Metering next(QuotaState before, Reading reading, Provenance said) {
    Metering known = before.metering();
    // Who does not say how much is used leaves what we counted as it is, within one period.
    boolean saysNothingOfUse =
        reading.amount() instanceof Amount.Unknown || said.source() == Source.STATED;
    boolean samePeriod = !before.isOver(said.asOf());
    if (saysNothingOfUse) {
      return samePeriod ? known : Metering.NONE.withCost(known.cost());
    }
    Metering since = known.after(said.asOf());
    return samePeriod ? since.withCost(cost(before, reading, since)) : since;
  }

  private static Cost cost(QuotaState before, Reading reading, Metering since) {
    Metering known = before.metering();
    return before.reading().amount() instanceof Amount.Share(double had)
            && reading.amount() instanceof Amount.Share(double has)
        ? known.cost().learn(had - has, known.total() - since.total())
        : known.cost();
  }
}
