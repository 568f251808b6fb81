package io.quotakeeper.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks and prints each as a multiple of the {@code baseline} of its class, which was
 * measured in the same run with the same parameters. Takes JMH's own arguments.
 */
public final class Ratios {

  private static final String BASELINE = "baseline";

  private Ratios() {}

  /**
   * Runs what the arguments name, all benchmarks if they name none.
   *
   * @throws CommandLineOptionException if JMH does not know an argument
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    System.out.print(table(new Runner(new CommandLineOptions(args)).run()));
  }

  private static String table(Collection<RunResult> results) {
    Map<String, Double> baselines = new HashMap<>();
    for (RunResult result : results) {
      if (method(result.getParams()).equals(BASELINE)) {
        baselines.put(group(result.getParams()), score(result));
      }
    }
    var table = new StringBuilder("\n%-45s %12s %10s%n".formatted("benchmark", "score", "ratio"));
    for (RunResult result : results) {
      Double baseline = baselines.get(group(result.getParams()));
      table.append(line(result, baseline == null ? Double.NaN : baseline));
    }
    return table.toString();
  }

  private static String line(RunResult result, double baseline) {
    BenchmarkParams params = result.getParams();
    String name = group(params).replaceFirst(" ", "." + method(params) + " ");
    return String.format(
        Locale.ROOT,
        "%-45s %12.1f %10.1f  %s%n",
        name,
        score(result),
        score(result) / baseline,
        result.getPrimaryResult().getScoreUnit());
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static String method(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The class and the parameters: what a baseline must share. */
  private static String group(BenchmarkParams params) {
    String name = params.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    var group = new StringBuilder(type.substring(type.lastIndexOf('.') + 1)).append(' ');
    for (String key : params.getParamsKeys()) {
      group.append(key).append('=').append(params.getParam(key)).append(' ');
    }
    return group.toString();
  }
}
