package io.quotakeeper.api;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Metering;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.Forecast.Range;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Windows as the ledger shows them, 12.9 seconds after they were observed. */
final class Views {

  static final Instant OBSERVED = Instant.parse("2026-01-10T21:00:00Z");
  static final Instant RESET = Instant.parse("2026-01-11T00:00:00Z");

  private static final Duration AGE = Duration.ofMillis(12_900);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(5);

  private Views() {}

  static final PoolForecast POOL =
      new PoolForecast.RunsOut(
          new Range(RESET.plusSeconds(3600), RESET.plusSeconds(7200), RESET.plusSeconds(9000)),
          0.5,
          1);

  /** Of what is limited half an hour is left; of all else nothing is said. */
  static Forecast forecast(WindowView view) {
    if (!(view.reading().amount() instanceof Amount.Counted)) {
      return new Forecast.Unsaid(Forecast.Reason.UNUSED);
    }
    var range =
        new Range(
            OBSERVED.plusSeconds(1200), OBSERVED.plusSeconds(1800), OBSERVED.plusSeconds(2400));
    return new Forecast.Expected(1640, range, 0.5, Moment.at(RESET), 0.75, OptionalDouble.empty());
  }

  static WindowView view(String account, String scope, String window, Amount amount) {
    return view(account, reading(scope, window, Role.LIMIT, amount), LONG, List.of());
  }

  static WindowView extra(String account, Amount amount) {
    return view(account, reading("account", "daily", Role.EXTRA, amount), LONG, List.of());
  }

  static WindowView stale(String account, Amount amount) {
    return view(account, reading("account", "daily", Role.LIMIT, amount), SHORT, List.of());
  }

  static WindowView refused(String account, Amount amount) {
    var refusal =
        new Refusal(
            RefusalClass.WINDOW_EXHAUSTED,
            Refusal.Target.REQUEST,
            Scope.account(),
            "daily",
            Moment.at(RESET),
            "",
            "");
    var standing = new StandingRefusal(refusal, new AccountId(account), OBSERVED, OBSERVED, 1);
    return view(account, reading("account", "daily", Role.LIMIT, amount), LONG, List.of(standing));
  }

  private static Reading reading(String scope, String window, Role role, Amount amount) {
    var name = new Window(Scope.parse(scope), window, Unit.REQUESTS);
    return new Reading(name, role, amount, Moment.at(RESET), Moment.unstated(), Refill.UNTOLD);
  }

  private static WindowView view(
      String account, Reading reading, Duration ttl, List<StandingRefusal> refusals) {
    var id = new AccountId(account);
    var provenance = new Provenance(Source.POLLED, id, "quota", "quota", OBSERVED, OBSERVED);
    var state =
        new OwnerState(
            new TreeMap<>(
                Map.of(reading.window(), new QuotaState(reading, provenance, Metering.NONE, 0))),
            refusals);
    var policy =
        new Policy(Groups.none(), Thresholds.of(0.1), new Freshness(ttl, Duration.ofDays(1)));
    var holder = new Holder(id, new Owner("openrouter", "bamboo"));
    return WindowView.of(holder, state, policy, OBSERVED.plus(AGE)).getFirst();
  }
}
