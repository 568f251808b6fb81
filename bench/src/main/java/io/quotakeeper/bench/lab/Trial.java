package io.quotakeeper.bench.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a scenario for several seeds, for each way to route and for the oracle beside them. */
final class Trial {

  static final String ORACLE = "oracle";

  private Trial() {}

  /**
   * What was counted, by the name of the way to route, over all seeds; the oracle is the last. Of
   * its orders the one that served the most counts for each seed.
   *
   * @param seeds how many, counted from 1
   */
  static Map<String, Counts> run(Scenario scenario, List<Strategist> ways, int seeds) {
    Map<String, Counts> counted = new LinkedHashMap<>();
    var oracle = new Counts();
    for (int seed = 1; seed <= seeds; seed++) {
      for (Strategist way : ways) {
        counted
            .computeIfAbsent(way.name(), _ -> new Counts())
            .add(Simulation.run(scenario, way, seed));
      }
      oracle.add(oracle(scenario, seed));
    }
    counted.put(ORACLE, oracle);
    return counted;
  }

  private static Counts oracle(Scenario scenario, int seed) {
    Counts best = new Counts();
    for (Strategist order : Oracle.all()) {
      Counts counts = Simulation.run(scenario, order, seed);
      best = counts.work > best.work ? counts : best;
    }
    return best;
  }
}
