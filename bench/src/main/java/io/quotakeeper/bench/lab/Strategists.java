package io.quotakeeper.bench.lab;

import io.quotakeeper.bench.lab.CooldownRouter.Order;
import io.quotakeeper.select.Strategy;
import java.util.ArrayList;
import java.util.List;

/** All ways to route that the laboratory knows, but for the oracle, beside which they stand. */
final class Strategists {

  private Strategists() {}

  static List<Strategist> all() {
    List<Strategist> all = new ArrayList<>();
    all.add(QuotakeeperRouter.of(Strategy.EXPIRING_FIRST));
    for (Strategy strategy : Strategy.values()) {
      if (strategy != Strategy.EXPIRING_FIRST) {
        all.add(QuotakeeperRouter.of(strategy));
      }
    }
    all.add(cooldown("cooldown, each in turn", Order.ROUND_ROBIN, false));
    all.add(cooldown("cooldown, in turn, sticky", Order.ROUND_ROBIN, true));
    all.add(cooldown("cooldown, any", Order.RANDOM, false));
    all.add(cooldown("cooldown, least used", Order.LEAST_USED, false));
    all.add(cooldown("cooldown, first", Order.FIRST, false));
    return all;
  }

  private static Strategist cooldown(String name, Order order, boolean isSticky) {
    return new Strategist(
        name, (upstream, seed) -> new CooldownRouter(order, isSticky, upstream, seed));
  }
}
