package io.quotakeeper.outlook;

import io.quotakeeper.outlook.Forecast.Range;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When nothing is left of a pool: its last account has run out while all others wait for their
 * resets. It is assumed that the traffic goes on as it is, that what one account cannot serve the
 * others do in equal parts, and that accounts of one provider are alike.
 */
public sealed interface PoolForecast {

  /** Nothing beyond this is foretold, counted from now. */
  Duration HORIZON = Duration.ofDays(31);

  /**
   * It runs out.
   *
   * @param runsOut when
   * @param confidence how narrow that is, 0 to 1, as of a window's forecast
   * @param unmeasured how many accounts were left out, because it is not known how much is left of
   *     them or how much the traffic would take: with them it may last longer
   */
  record RunsOut(Range runsOut, double confidence, int unmeasured) implements PoolForecast {}

  /**
   * It does not run out.
   *
   * @param until as far as is looked ahead
   * @param unmeasured how many accounts were left out
   */
  record Lasts(Instant until, int unmeasured) implements PoolForecast {}

  /**
   * Nothing can be said: of no account it is known how fast it is used.
   *
   * @param unmeasured how many accounts there are
   */
  record Unsaid(int unmeasured) implements PoolForecast {}

  /**
   * An account of the pool.
   *
   * @param account which
   * @param provider accounts of one provider are alike
   * @param limits what binds it
   */
  record Member(AccountId account, String provider, List<Limit> limits) {
    /** Copies the list. */
    public Member {
      limits = List.copyOf(limits);
    }
  }

  /**
   * One limit of an account.
   *
   * @param window which
   * @param left how much is left, as a share of the limit; of a balance the amount
   * @param full how much there is after a reset in the unit of the forecast; 0 for a balance
   * @param resetsAt when it refills
   * @param forecast when it runs out
   */
  record Limit(Window window, double left, double full, Moment resetsAt, Forecast forecast) {

    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    /** How much is left at {@code now}, with what has gone since somebody looked. */
    double leftAt(Instant now) {
      if (forecast instanceof Forecast.Expected expected && burn().isPresent()) {
        double hours = Duration.between(now, expected.runsOut().likely()).toMillis() / HOUR_MILLIS;
        return Math.clamp(burn().get() * hours, 0, Math.max(0, left));
      }
      return left;
    }

    /** How much of it goes an hour, as {@code left} is told; empty where that is not known. */
    Optional<Double> burn() {
      return forecast instanceof Forecast.Expected expected
          ? Optional.of(full > 0 ? expected.perHour() / full : expected.perHour())
          : Optional.empty();
    }
  }

  /** The forecast of a pool of these members at {@code now}. */
  static PoolForecast of(List<Member> members, Instant now) {
    var traffic = PoolTraffic.of(members);
    int unmeasured = members.size() - traffic.measured();
    if (traffic.measured() == 0) {
      return new Unsaid(unmeasured);
    }
    Instant end = now.plus(HORIZON);
    Optional<Instant> likely = traffic.runsOut(now, end, 1);
    if (likely.isEmpty()) {
      return new Lasts(end, unmeasured);
    }
    double confidence = traffic.confidence();
    Instant earliest = traffic.runsOut(now, end, 1 / confidence).orElse(end);
    Instant latest = traffic.runsOut(now, end, confidence).orElse(end);
    return new RunsOut(
        new Range(
            earliest.isBefore(likely.get()) ? earliest : likely.get(),
            likely.get(),
            latest.isAfter(likely.get()) ? latest : likely.get()),
        confidence,
        unmeasured);
  }
}
