package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.Optional;

/** Who may be synced, and who is left alone, with the reason. */
final class Eligibility {

  private Eligibility() {}

  /** Why not even a person who asks for this very account gets a sync; absent if they do. */
  static Optional<SyncOutcome.Skipped> refusal(Watched watched, Time time) {
    if (!watched.account().enabled()) {
      return skipped("disabled", "the account is switched off", Moment.unstated());
    }
    if (!watched.isSwept()) {
      String provider = watched.account().provider();
      return skipped(
          "not-swept",
          provider + " tells its limits only in answers to real requests",
          Moment.unstated());
    }
    Progress progress = watched.progress();
    if (progress.isPaused(time.nanos())) {
      Moment until = progress.due().moment(time);
      return skipped("back-off", "the provider wants no quota call until " + until, until);
    }
    return watched.flight().isPresent() ? Optional.empty() : tooSoon(watched, time);
  }

  /** Whether its provider allows its quota call only later, and when. */
  static Optional<SyncOutcome.Skipped> tooSoon(Watched watched, Time time) {
    Duration closed = watched.closed(time.nanos());
    if (closed.isZero()) {
      return Optional.empty();
    }
    Moment until = Moment.at(time.now().plus(closed));
    String provider = watched.account().provider();
    return skipped(
        NextSyncReason.PROVIDER_LIMIT.word(),
        provider + " limits how often it may be asked, and was asked; again at " + until,
        until);
  }

  /**
   * Why a sweep leaves it out; absent if it does not. An account that waits for a person is tried
   * once after each start of the monitor, which makes it due.
   */
  static Optional<SyncOutcome.Skipped> refusalOfSweep(Watched watched, Time time) {
    Progress progress = watched.progress();
    return refusal(watched, time)
        .or(() ->
            progress.isMarked() && !progress.due().isReached(time.nanos())
                ? skipped("action-required", progress.mark(), Moment.unstated())
                : Optional.empty());
  }

  /** Whether the monitor syncs it now. */
  static boolean isDue(Watched watched, long nowNanos) {
    return isDueAgain(watched, nowNanos) && watched.flight().isEmpty();
  }

  /**
   * Whether a caller who finds nothing known may have it synced: it was not tried yet, or is due.
   */
  static boolean mayFetch(Watched watched, Time time) {
    return refusalOfSweep(watched, time).isEmpty()
        && (watched.lastSync().isEmpty() || isDueAgain(watched, time.nanos()));
  }

  /** Whether a caller who misses the plan may have it synced: it did not just fail. */
  static boolean mayFetchPlan(Watched watched, Time time) {
    return refusalOfSweep(watched, time).isEmpty()
        && (watched.progress().failures() == 0 || isDueAgain(watched, time.nanos()));
  }

  private static boolean isDueAgain(Watched watched, long nowNanos) {
    return watched.next(nowNanos).due().isReached(nowNanos);
  }

  private static Optional<SyncOutcome.Skipped> skipped(String cause, String detail, Moment until) {
    return Optional.of(new SyncOutcome.Skipped(cause, detail, until));
  }
}
