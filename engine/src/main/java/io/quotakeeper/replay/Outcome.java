package io.quotakeeper.replay;

import io.quotakeeper.engine.Reread;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Unit;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param refusal how it was refused, where that says something of the account
 * @param proved whether an answer proved that it was served
 * @param usage what it took, by unit, as far as it was told
 */
record Outcome(Optional<Refusal> refusal, boolean proved, Map<Unit, Double> usage) {

  /** That of a request with that answer, absent if none was told. */
  static Outcome of(Optional<Reread> answer, Map<Unit, Double> usage) {
    return new Outcome(
        answer.flatMap(Reread::refusal).filter(it -> it.kind().concernsAccount()),
        answer.stream()
            .flatMap(it -> it.evidence().stream())
            .anyMatch(it -> it instanceof Evidence.Observed observed && observed.succeeded()),
        usage);
  }

  boolean isRefused() {
    return refusal.isPresent();
  }
}
