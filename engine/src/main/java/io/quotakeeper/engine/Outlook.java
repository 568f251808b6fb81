package io.quotakeeper.engine;

import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to come: when windows run out, and pools. Histories begin anew with the program; whoever
 * asks again of a window within ten seconds, and sees no other value of it, is told the same.
 * Thread-safe; answers from memory and never blocks.
 */
public final class Outlook {

  private final Histories histories;
  private final Function<AccountId, Optional<List<WindowView>>> windows;
  private final Time time;

  Outlook(Histories histories, Function<AccountId, Optional<List<WindowView>>> windows, Time time) {
    this.histories = histories;
    this.windows = windows;
    this.time = time;
  }

  /** When a window runs out, as far as it can be said now. */
  public Forecast of(WindowView view) {
    return of(view, time.now());
  }

  /**
   * When nothing is left of these accounts together. Passed over are those that there are not, that
   * are switched off or wait for a person, and that share the limits of another of these.
   */
  public PoolForecast ofPool(Collection<AccountId> accounts) {
    Instant now = time.now();
    Set<Owner> owners = new HashSet<>();
    List<PoolForecast.Member> members = new ArrayList<>();
    for (AccountId account : accounts) {
      windows
          .apply(account)
          .filter(views -> views.isEmpty() || owners.add(views.getFirst().holder().owner()))
          .map(views -> member(account, views, now))
          .ifPresent(members::add);
    }
    return PoolForecast.of(members, now);
  }

  private Forecast of(WindowView view, Instant now) {
    Window window = view.reading().window();
    Amount amount = view.reading().amount();
    if (!(amount instanceof Amount.Known)) {
      return new Forecast.Unsaid(Forecast.Reason.UNKNOWN);
    }
    if (amount.isSpent()) {
      return new Forecast.Unsaid(Forecast.Reason.SPENT);
    }
    if (Histories.isShort(window)) {
      return new Forecast.Unsaid(Forecast.Reason.SHORT_WINDOW);
    }
    return histories
        .forecast(view.holder().owner(), window, now)
        .orElse(new Forecast.Unsaid(Forecast.Reason.UNUSED));
  }

  private PoolForecast.Member member(AccountId account, List<WindowView> views, Instant now) {
    List<PoolForecast.Limit> limits = new ArrayList<>();
    String provider = "";
    for (WindowView view : views) {
      provider = view.holder().owner().provider();
      boolean binds = view.reading().role() == Role.LIMIT;
      if (binds && view.reading().amount() instanceof Amount.Known amount) {
        limits.add(limit(view, amount, now));
      }
    }
    return new PoolForecast.Member(account, provider, limits);
  }

  private PoolForecast.Limit limit(WindowView view, Amount.Known amount, Instant now) {
    Window window = view.reading().window();
    double full = amount instanceof Amount.Share ? 1 : amount.limit().orElse(0);
    double left =
        full > 0 ? amount.fraction().orElse(1) : Math.max(0, amount.remaining().orElse(0));
    return new PoolForecast.Limit(window, left, full, view.reading().resetsAt(), of(view, now));
  }
}
