package io.quotakeeper.bench.lab;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exhaustion laboratory: what each way to choose accounts makes of the same quotas and the same
 * demand.
 */
public final class Laboratory {

  private static final String ALL = "";

  private Laboratory() {}

  private record Options(Path folder, int seeds, String scenario, String strategy) {}

  /**
   * Prints what all strategies make of all scenarios together, and the first of them of each; or
   * what all make of the one that is named.
   *
   * @param args {@code --seeds N} (20), {@code --scenario NAME}, {@code --strategy NAME}, {@code
   *     --scenarios FOLDER} (bench/scenarios)
   */
  public static void main(String[] args) {
    Options options = options(args);
    Map<String, Scenario> scenarios = ScenarioReader.readAll(options.folder);
    List<Strategist> ways =
        Strategists.all().stream().filter(way -> isWanted(options.strategy, way.name())).toList();
    Map<String, Map<String, Counts>> trials = new LinkedHashMap<>();
    scenarios.forEach((name, scenario) -> {
      if (isWanted(options.scenario, name)) {
        trials.put(name, Trial.run(scenario, ways, options.seeds));
      }
    });
    if (trials.isEmpty() || ways.isEmpty()) {
      throw new IllegalArgumentException(
          "no such scenario or strategy; there are the scenarios "
              + scenarios.keySet()
              + " and the strategies "
              + Strategists.all().stream().map(Strategist::name).toList());
    }
    System.out.print(tables(trials, ways.getFirst().name()));
  }

  private static String tables(Map<String, Map<String, Counts>> trials, String first) {
    if (trials.size() == 1) {
      return Sheet.ofScenario(trials.values().iterator().next());
    }
    return Sheet.ofAll(trials) + "\n" + Sheet.ofWay(first, trials);
  }

  private static boolean isWanted(String wanted, String name) {
    return wanted.equals(ALL) || wanted.equals(name);
  }

  private static Options options(String[] args) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    var options =
        new Options(
            Path.of(take(given, "--scenarios", "bench/scenarios")),
            Integer.parseInt(take(given, "--seeds", "20")),
            take(given, "--scenario", ALL),
            take(given, "--strategy", ALL));
    if (!given.isEmpty() || args.length % 2 != 0) {
      throw new IllegalArgumentException(
          "takes --seeds N, --scenario NAME, --strategy NAME and --scenarios FOLDER");
    }
    return options;
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
