package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Answers when windows run out, the soonest first, and when a pool does. */
record Forecasts(Quotas quotas, Pools pools) {

  static final List<String> PARAMETERS = List.of("account", "pool");

  private static final Comparator<Told> SOONEST_FIRST =
      Comparator.comparing((Told told) -> !told.isBeforeReset())
          .thenComparing(Told::likely)
          .thenComparing(told -> told.view.holder().account())
          .thenComparing(told -> told.view.reading().window());

  /** A window, and what is said of it. */
  private record Told(WindowView view, Forecast forecast) {

    private boolean isBeforeReset() {
      return forecast instanceof Forecast.Expected expected && expected.isBeforeReset();
    }

    private Instant likely() {
      return forecast instanceof Forecast.Expected expected
          ? expected.runsOut().likely()
          : Instant.MAX;
    }
  }

  Reply answer(Call call) {
    Predicate<Holder> ofPool = Holders.ofPool(call, pools);
    Optional<AccountId> account = call.accountIfGiven("account");
    List<WindowView> windows =
        account.map(id -> Operations.known(id, quotas::windows)).orElseGet(quotas::windows);
    List<Told> told =
        windows.stream()
            .filter(view -> ofPool.test(view.holder()))
            .filter(view -> view.reading().amount() instanceof Amount.Known)
            .map(view -> new Told(view, quotas.forecast(view)))
            .sorted(SOONEST_FIRST)
            .toList();
    ObjectNode node = Json.items(told, each -> ForecastJson.item(each.view, each.forecast));
    Optional<Set<AccountId>> pool = call.text("pool").flatMap(pools::accountsOf);
    if (pool.isPresent()) {
      node.set("pool", ForecastJson.of(quotas.forecast(pool.get())));
    } else {
      node.putNull("pool");
    }
    return Reply.json(node);
  }
}
