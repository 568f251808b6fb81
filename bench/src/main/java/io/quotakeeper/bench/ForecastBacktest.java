package io.quotakeeper.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How wrong forecasts are: Quotakeeper's beside exponentially weighted means and least squares,
 * over windows in simulated time, and over recorded evidence.
 */
public final class ForecastBacktest {

  private static final int SERIES = 40;

  private ForecastBacktest() {}

  /**
   * Prints two tables: of run-outs and of alerts.
   *
   * @param args seeds, 11 to 15 if none is given; what is no number is a file of evidence
   */
  public static void main(String[] args) {
    List<Long> seeds = new ArrayList<>();
    List<Path> recorded = new ArrayList<>();
    for (String arg : args) {
      if (arg.matches("\\d+")) {
        seeds.add(Long.valueOf(arg));
      } else {
        recorded.add(Path.of(arg));
      }
    }
    if (seeds.isEmpty() && recorded.isEmpty()) {
      seeds.addAll(List.of(11L, 12L, 13L, 14L, 15L));
    }
    System.out.print(tables(scores(seeds, recorded)));
  }

  private static Map<String, ForecastScore> scores(List<Long> seeds, List<Path> recorded) {
    Map<String, ForecastScore> scores = new LinkedHashMap<>();
    if (!seeds.isEmpty()) {
      for (UseClass kind : UseClass.values()) {
        scores.put(kind.title(), score(kind, seeds));
      }
    }
    for (Path file : recorded) {
      var score = new ForecastScore();
      RecordedUse.of(file).forEach(series -> score.replay(series.points(), series.length()));
      scores.put(String.valueOf(file.getFileName()), score);
    }
    return scores;
  }

  static ForecastScore score(UseClass kind, List<Long> seeds) {
    var score = new ForecastScore();
    for (long seed : seeds) {
      for (int i = 0; i < SERIES; i++) {
        var series = new UseSeries(kind, seed * 1000 + i);
        score.replay(series.points(), series.length());
        var ample = UseSeries.ample(kind, seed * 1000 + i);
        score.replay(ample.points(), ample.length());
      }
    }
    return score;
  }

  private static String tables(Map<String, ForecastScore> scores) {
    var text = new StringBuilder();
    text.append("median error of the run-out, % of the time left\n").append(heading());
    scores.forEach((name, score) ->
        text.append(line(name, score.runOut()))
            .append("%8.0f%8.0f%n".formatted(score.said(), score.held())));
    text.append("\nmedian error of an alert's lead, % of the lead\n").append(heading());
    scores.forEach((name, score) -> text.append(line(name, score.alert())).append("\n"));
    text.append("\nfalse alerts, % of the times between refills\n").append(heading());
    scores.forEach((name, score) -> text.append(line(name, score.falseAlerts())).append("\n"));
    return text.toString();
  }

  private static String heading() {
    return "%-16s%8s%8s%8s%8s%8s%8s%8s%8s%n"
        .formatted("", "ours", "ewma .1", "ewma .2", "ewma .4", "ls all", "ls 20", "said", "held");
  }

  /** A star is where another rule is better than ours. */
  private static String line(String name, double[] figures) {
    String numbers =
        DoubleStream.of(figures).mapToObj("%8.1f"::formatted).collect(Collectors.joining());
    boolean isBeaten = DoubleStream.of(figures).skip(1).anyMatch(other -> other < figures[0]);
    return "%-16s".formatted(name + (isBeaten ? " *" : "")) + numbers;
  }
}
