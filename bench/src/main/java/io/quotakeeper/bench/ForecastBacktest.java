package io.quotakeeper.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How wrong forecasts are: Quotakeeper's beside exponentially weighted means and least squares,
 * over windows in simulated time, and over recorded evidence.
 */
public final class ForecastBacktest {

  private static final int SERIES = 40;

  /** The seeds that rules and their figures were made with, and are not judged by. */
  private static final List<Long> MADE_WITH = LongStream.rangeClosed(1, 10).boxed().toList();

  /** No rule is stretched. */
  private static final int[] AS_THEY_ARE = new int[ForecastScore.rules().size()];

  /**
   * The score of one class.
   *
   * @param tells how often each rule is to be stretched so that it is false as seldom as ours; an
   *     empty score leaves them as they are
   */
  private record Scored(ForecastScore score, ForecastScore tells) {

    private int[] stretches() {
      return tells.asSeldomFalse();
    }
  }

  private ForecastBacktest() {}

  /**
   * Prints tables: of run-outs, of alerts as they are, and of alerts that are false as seldom as
   * ours.
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

  private static Map<String, Scored> scores(List<Long> seeds, List<Path> recorded) {
    Map<String, Scored> scores = new LinkedHashMap<>();
    if (!seeds.isEmpty()) {
      for (UseClass kind : UseClass.values()) {
        scores.put(kind.title(), new Scored(score(kind, seeds), score(kind, MADE_WITH)));
      }
    }
    for (Path file : recorded) {
      var score = new ForecastScore();
      RecordedUse.of(file).forEach(series -> score.replay(series.points(), series.length()));
      scores.put(String.valueOf(file.getFileName()), new Scored(score, new ForecastScore()));
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
        score.replayAmple(ample.points(), ample.length());
      }
    }
    return score;
  }

  private static String tables(Map<String, Scored> scores) {
    var text = new StringBuilder();
    text.append("median error of the run-out, % of the time left\n")
        .append(heading("%8s%8s".formatted("said", "held")));
    scores.forEach((name, each) ->
        text.append(line(name, each.score().runOut()))
            .append("%8.0f%8.0f%n".formatted(each.score().said(), each.score().held())));
    text.append(
        table(
            "median error of an alert's lead, % of the lead",
            scores, each -> each.score().alert(AS_THEY_ARE)));
    text.append(
        table(
            "false alerts, % of the times between refills",
            scores, each -> each.score().falseAlerts(AS_THEY_ARE)));
    text.append(
        table(
            "the error of the lead with false alerts as seldom as ours",
            scores,
            each -> each.score().alert(each.stretches())));
    text.append(
        table("false alerts then", scores, each -> each.score().falseAlerts(each.stretches())));
    return text.toString();
  }

  private static String table(
      String title, Map<String, Scored> scores, Function<Scored, double[]> figures) {
    var text = new StringBuilder("\n" + title + "\n").append(heading(""));
    scores.forEach((name, each) -> text.append(line(name, figures.apply(each))).append("\n"));
    return text.toString();
  }

  private static String heading(String more) {
    return "%-16s%8s%8s%8s%8s%8s%8s%s%n"
        .formatted("", "ours", "ewma .1", "ewma .2", "ewma .4", "ls all", "ls 20", more);
  }

  /** A star is where another rule is better than ours. */
  private static String line(String name, double[] figures) {
    String numbers =
        DoubleStream.of(figures).mapToObj("%8.1f"::formatted).collect(Collectors.joining());
    boolean isBeaten = DoubleStream.of(figures).skip(1).anyMatch(other -> other < figures[0]);
    return "%-16s".formatted(name + (isBeaten ? " *" : "")) + numbers;
  }
}
