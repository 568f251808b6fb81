package io.quotakeeper.api;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;

/** Whether two looks at a thing say the same, apart from the time that passed between them. */
final class Sameness {

  /** What is due is kept on another clock than it is shown on, so the two looks differ a little. */
  private static final Duration NO_DIFFERENCE = Duration.ofSeconds(1);

  private Sameness() {}

  /** Whether only the age may differ. */
  static boolean of(WindowView a, WindowView b) {
    return a.reading().equals(b.reading())
        && a.observedAt().equals(b.observedAt())
        && a.stale() == b.stale()
        && a.level() == b.level()
        && a.source() == b.source()
        && (a.refusals().equals(b.refusals()) || a.cause().equals(b.cause()));
  }

  /**
   * Whether the same is to be told: where only the run-out has moved, as it does by each look, the
   * window's next event is soon enough for it.
   */
  static boolean of(Forecast a, Forecast b) {
    return (a instanceof Forecast.Expected first && b instanceof Forecast.Expected second)
        ? first.isBeforeReset() == second.isBeforeReset()
        : a.equals(b);
  }

  static boolean of(AccountStatus a, AccountStatus b) {
    return a.account().equals(b.account())
        && a.state() == b.state()
        && a.reason().equals(b.reason())
        && a.plan().equals(b.plan())
        && a.lastSync().equals(b.lastSync())
        && a.headroom().equals(b.headroom())
        && a.nextSyncReason() == b.nextSyncReason()
        && isAbout(a.nextSync(), b.nextSync());
  }

  private static boolean isAbout(Moment a, Moment b) {
    return (a instanceof Moment.At(Instant first) && b instanceof Moment.At(Instant second))
        ? Duration.between(first, second).abs().compareTo(NO_DIFFERENCE) < 0
        : a.equals(b);
  }
}
