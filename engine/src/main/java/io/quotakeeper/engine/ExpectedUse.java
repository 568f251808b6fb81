package io.quotakeeper.engine;

import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What others than us will take of one owner's windows, by the forecast, which is asked for anew
 * only now and then: it changes slowly, and requests come fast. Thread-safe; never blocks.
 */
final class ExpectedUse implements Claims {

  private static final Duration HOLDS = Duration.ofSeconds(10);

  private final Outlook outlook;
  private final ConcurrentMap<Window, Expected> known = new ConcurrentHashMap<>();

  private record Expected(double amount, Instant asOf) {
    private boolean holds(Instant now) {
      return !now.isBefore(asOf) && now.isBefore(asOf.plus(HOLDS));
    }
  }

  ExpectedUse(Outlook outlook) {
    this.outlook = outlook;
  }

  @Override
  public double on(WindowView view, Instant now) {
    if (!(view.reading().resetsAt() instanceof Moment.At(Instant reset))) {
      return 0;
    }
    @Nullable Expected before = known.get(view.reading().window());
    if (before != null && before.holds(now)) {
      return before.amount;
    }
    double amount =
        outlook.of(view) instanceof Forecast.Expected expected
            ? expected.foreignNeed(now, reset).orElse(0)
            : 0;
    known.put(view.reading().window(), new Expected(amount, now));
    return amount;
  }
}
