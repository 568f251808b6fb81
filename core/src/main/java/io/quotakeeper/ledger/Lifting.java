package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
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

  /** A request that was sent after the refused one, and served. */
  static boolean bySuccess(
      StandingRefusal standing, Evidence.Observed observed, Predicate<Scope> covered) {
    Refusal refusal = standing.refusal();
    boolean ofCredential = refusal.kind().isOfCredential();
    return observed.sighting().sentAt().isAfter(standing.sentAt())
        && (ofCredential
            ? standing.account().equals(observed.sighting().account())
            : refusal.of() == Refusal.Target.REQUEST && covered.test(refusal.scope()));
  }

  /**
   * An answered quota call that was sent after the refused one, where it proves that the cause is
   * gone: the credential works again, there is money again, or the spent window has visibly started
   * anew with something left.
   */
  static boolean byPoll(
      StandingRefusal standing, Evidence.Polled polled, Map<Window, QuotaState> before) {
    Instant asOf = polled.sighting().sentAt().minus(polled.lag());
    if (!asOf.isAfter(standing.sentAt())) {
      return false;
    }
    Refusal refusal = standing.refusal();
    if (refusal.kind().isOfCredential()) {
      boolean sameCredential = standing.account().equals(polled.sighting().account());
      boolean proved =
          refusal.kind() == RefusalClass.UNAUTHENTICATED || refusal.of() == Refusal.Target.SYNC;
      return sameCredential && proved;
    }
    if (refusal.kind() == RefusalClass.MONEY_EXHAUSTED) {
      return polled.readings().stream().anyMatch(Lifting::hasMoney);
    }
    return polled.readings().stream()
        .anyMatch(
            r -> isWindowOf(refusal, r.window()) && startedAnew(before.get(r.window()), r, asOf));
  }

  private static boolean hasMoney(Reading reading) {
    boolean isMoney = reading.window().isBalance() || reading.window().id().equals("credits");
    return isMoney && reading.amount() instanceof Amount.Known && !reading.amount().isSpent();
  }

  private static boolean isWindowOf(Refusal refusal, Window window) {
    return !refusal.window().isEmpty()
        && window.id().equals(refusal.window())
        && window.scope().equals(refusal.scope());
  }

  private static boolean startedAnew(@Nullable QuotaState before, Reading now, Instant asOf) {
    if (before == null || !(now.amount() instanceof Amount.Known) || now.amount().isSpent()) {
      return false;
    }
    return before.reading().resetsAt() instanceof Moment.At(Instant old)
        && now.resetsAt() instanceof Moment.At(Instant next)
        && Duration.between(old, next)
                .compareTo(Duration.between(before.provenance().asOf(), asOf).plus(DRIFT))
            > 0;
  }
}
