package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What ends a refusal before its time. A rosy poll does not. */
final class Lifting {

  /**
   * The reset of an untouched window moves with every look at it; only a larger step is a new
   * period.
   */
  private static final Duration DRIFT = Duration.ofSeconds(60);

  private Lifting() {}

  /**
   * A call that was sent after the refused one, and answered. A request proves that its scope
   * serves; a quota call proves only that the credential is accepted.
   */
  static boolean bySuccess(
      StandingRefusal standing, Success success, Predicate<Refusal> coversSubject) {
    if (!success.sentAt().isAfter(standing.sentAt())) {
      return false;
    }
    Refusal refusal = standing.refusal();
    if (!refusal.kind().isOfCredential()) {
      return success.ofTraffic() && coversSubject.test(refusal);
    }
    boolean isOfQuotaCalls =
        refusal.kind() == RefusalClass.UNAUTHENTICATED || refusal.of() == Refusal.Target.SYNC;
    return standing.account().equals(success.account()) && (success.ofTraffic() || isOfQuotaCalls);
  }

  /**
   * What is said of windows, as of later than the refused call, where it proves that the cause is
   * gone: there is money again, or the spent window has visibly started anew with something left.
   */
  static boolean byReadings(
      StandingRefusal standing,
      List<Reading> readings,
      Instant asOf,
      Map<Window, QuotaState> before) {
    Refusal refusal = standing.refusal();
    if (refusal.kind().isOfCredential() || !asOf.isAfter(standing.sentAt())) {
      return false;
    }
    if (refusal.kind() == RefusalClass.MONEY_EXHAUSTED) {
      return readings.stream().anyMatch(Lifting::hasMoney);
    }
    return readings.stream()
        .filter(reading -> isWindowOf(refusal, reading.window()) && hasSomethingLeft(reading))
        .anyMatch(reading -> startedAnew(standing, before.get(reading.window()), reading, asOf));
  }

  /** Whether money that was seen after the refused call shows that the refusal is of the past. */
  static boolean byKnownMoney(StandingRefusal standing, Map<Window, QuotaState> known) {
    return standing.refusal().kind() == RefusalClass.MONEY_EXHAUSTED
        && known.values().stream()
            .anyMatch(state ->
                state.provenance().source().isProvider()
                    && state.provenance().asOf().isAfter(standing.sentAt())
                    && hasMoney(state.reading()));
  }

  private static boolean hasMoney(Reading reading) {
    boolean isMoney = reading.window().isBalance() || reading.window().id().equals("credits");
    return isMoney && hasSomethingLeft(reading);
  }

  private static boolean hasSomethingLeft(Reading reading) {
    return reading.amount() instanceof Amount.Known && !reading.amount().isSpent();
  }

  private static boolean isWindowOf(Refusal refusal, Window window) {
    return !refusal.window().isEmpty()
        && window.id().equals(refusal.window())
        && window.scope().equals(refusal.scope());
  }

  /**
   * The period that the refusal fell into was known to end later than the refused call, and now
   * another one runs. A period that was over before the refusal proves nothing.
   */
  private static boolean startedAnew(
      StandingRefusal standing, @Nullable QuotaState before, Reading now, Instant asOf) {
    if (before == null || asOf.isBefore(before.provenance().asOf())) {
      return false;
    }
    return before.reading().resetsAt() instanceof Moment.At(Instant old)
        && now.resetsAt() instanceof Moment.At(Instant next)
        && old.isAfter(standing.sentAt())
        && Duration.between(old, next)
                .compareTo(Duration.between(before.provenance().asOf(), asOf).plus(DRIFT))
            > 0;
  }
}
