package io.quotakeeper.select;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is left where a request was refused because it was too large for it. A provider that counts
 * tokens refuses whatever does not fit, and its headers tell meanwhile that something is left: that
 * is no contradiction, and a smaller request is served.
 */
final class Remnant {

  private Remnant() {}

  /**
   * The windows of which a remnant can be used, where nothing else stands in the way; none if
   * something does.
   *
   * @param views the windows that bind the subject
   */
  static Set<Window> windows(
      Question question, OwnerState state, Policy policy, List<WindowView> views, Instant now) {
    for (int i = 0; i < views.size(); i++) {
      if (Binding.isSpent(views.get(i))) {
        return Set.of();
      }
    }
    Set<Window> remnants = new HashSet<>();
    for (StandingRefusal refusal : state.refusals()) {
      if (Decider.isRefused(question, refusal, policy, now) && !leaves(refusal, state, remnants)) {
        return Set.of();
      }
    }
    return remnants;
  }

  private static boolean leaves(StandingRefusal standing, OwnerState state, Set<Window> remnants) {
    RefusalClass kind = standing.refusal().kind();
    boolean isOfWindow = kind == RefusalClass.WINDOW_EXHAUSTED || kind == RefusalClass.THROTTLED;
    boolean found = false;
    for (QuotaState known : state.windows().values()) {
      Window window = known.reading().window();
      if (isOfWindow
          && window.scope().equals(standing.refusal().scope())
          && window.id().equals(standing.refusal().window())
          && hasMore(known, standing)) {
        remnants.add(window);
        found = true;
      }
    }
    return found;
  }

  /** Whether the refused answer itself, or a later one, told that something is left. */
  private static boolean hasMore(QuotaState known, StandingRefusal standing) {
    return !known.reading().window().unit().equals(Unit.REQUESTS)
        && known.provenance().source() == Source.OBSERVED
        && !known.provenance().asOf().isBefore(standing.sentAt())
        && known.reading().amount() instanceof Amount.Counted(double left, double _)
        && left > 0;
  }
}
