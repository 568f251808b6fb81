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
   * Prints a table for all scenarios together, and one for each.
   *
   * @param args {@code --seeds N} (20), {@code --scenario NAME}, {@code --strategy NAME}, {@code
   *     --scenarios FOLDER} (bench/scenarios)
   */
  public static void main(String[] args) {
    Options options = options(args);
    Map<String, Scenario> scenarios = ScenarioReader.readAll(options.folder);
    List<Strategist> ways =
        Strategists.all().stream()
            .filter(way -> isWanted(options.strategy, way.name()))
            .toList();
    var tables = new StringBuilder();
    Map<String, Counts> sums = new LinkedHashMap<>();
    long begin = System.nanoTime();
    scenarios.forEach((name, scenario) -> {
      if (isWanted(options.scenario, name)) {
        Map<String, Counts> counted = Trial.run(scenario, ways, options.seeds);
        counted.forEach((way, it) -> sums.computeIfAbsent(way, _ -> new Counts()).add(it));
        tables.append("\n#### ").append(name).append("\n\n").append(scenario.summary());
        tables.append("\n\n").append(Sheet.table(counted));
      }
    });
    if (sums.isEmpty() || ways.isEmpty()) {
      throw new IllegalArgumentException(
          "no such scenario or strategy; there are " + scenarios.keySet());
    }
    System.out.println(Sheet.table(sums));
    System.out.print(tables);
    System.err.printf("%d s%n", (System.nanoTime() - begin) / 1_000_000_000);
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
