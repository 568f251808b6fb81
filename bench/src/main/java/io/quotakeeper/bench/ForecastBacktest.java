package io.quotakeeper.bench;

import io.quotakeeper.bench.UseSeries.Point;
import io.quotakeeper.outlook.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How wrong forecasts are: Quotakeeper's beside an exponentially weighted mean and least squares,
 * over windows in simulated time.
 */
public final class ForecastBacktest {

  private static final int SERIES = 40;

  /** An alert is to come this part of the window's length before it runs out. */
  private static final double LEAD = 0.1;

  private static final List<String> RULES = List.of("ours", "ewma", "least squares");

  private ForecastBacktest() {}

  /**
   * Prints a table for each seed.
   *
   * @param args seeds; 1 if none is given
   */
  public static void main(String[] args) {
    List<Long> seeds = new ArrayList<>();
    for (String arg : args) {
      seeds.add(Long.valueOf(arg));
    }
    if (seeds.isEmpty()) {
      seeds.add(1L);
    }
    System.out.printf("%-15s %21s   %21s  %6s %6s%n", "", "run-out", "alert", "said", "range");
    for (UseClass kind : UseClass.values()) {
      System.out.println(line(kind.title(), tally(kind, seeds)));
    }
  }

  /** What came of one class. */
  private static final class Tally {
    private final List<List<Double>> errors = lists();
    private final List<List<Double>> leads = lists();
    private int asked;
    private int said;
    private int held;

    private static List<List<Double>> lists() {
      return RULES.stream().map(_ -> (List<Double>) new ArrayList<Double>()).toList();
    }
  }

  private static Tally tally(UseClass kind, List<Long> seeds) {
    var tally = new Tally();
    for (long seed : seeds) {
      for (int i = 0; i < SERIES; i++) {
        var series = new UseSeries(kind, seed * 1000 + i);
        replay(series.points(), series.length(), tally);
      }
    }
    return tally;
  }

  private static List<RunOutRule> rules() {
    return List.of(
        new RunOutRule.Ours(),
        new RunOutRule.Ewma(Double.parseDouble(System.getProperty("alpha", "0.3"))),
        new RunOutRule.LeastSquares(Integer.getInteger("most", 100000)));
  }

  private static void replay(List<Point> points, Duration length, Tally tally) {
    List<RunOutRule> rules = rules();
    Instant[] alerts = new Instant[rules.size()];
    double lead = LEAD * length.toSeconds();
    int looks = 0;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      boolean isNew = i > 0 && points.get(i - 1).section() != point.section();
      if (isNew) {
        Arrays.fill(alerts, null);
        looks = 0;
      }
      looks++;
      double truth = seconds(point.look().at(), point.runsOut());
      List<OptionalDouble> told = rules.stream().map(rule -> rule.seconds(point.look())).toList();
      if (point.truth() && looks >= 3) {
        tally.asked++;
        if (told.getFirst().isPresent()) {
          tally.said++;
          Forecast.Range range = ((RunOutRule.Ours) rules.getFirst()).range().orElseThrow();
          boolean holds =
              !point.runsOut().isBefore(range.earliest())
                  && !point.runsOut().isAfter(range.latest());
          tally.held += holds ? 1 : 0;
        }
        if (told.stream().allMatch(OptionalDouble::isPresent)) {
          for (int rule = 0; rule < rules.size(); rule++) {
            tally.errors.get(rule).add(Math.abs(told.get(rule).getAsDouble() - truth) / truth);
          }
        }
      }
      for (int rule = 0; rule < rules.size(); rule++) {
        boolean isDue = told.get(rule).isPresent() && told.get(rule).getAsDouble() <= lead;
        if (alerts[rule] == null && isDue && point.look().left() > 0) {
          alerts[rule] = point.look().at();
        }
      }
      boolean isEnd =
          point.look().left() <= 0 && i > 0 && points.get(i - 1).look().left() > 0 && !isNew;
      if (isEnd) {
        for (int rule = 0; rule < rules.size(); rule++) {
          double came = alerts[rule] == null ? 0 : seconds(alerts[rule], point.runsOut());
          tally.leads.get(rule).add(Math.abs(came - lead) / lead);
        }
      }
    }
  }

  private static double seconds(Instant from, Instant to) {
    return (to.toEpochMilli() - from.toEpochMilli()) / 1e3;
  }

  private static String line(String name, Tally tally) {
    var line = new StringBuilder("%-15s ".formatted(name));
    tally.errors.forEach(errors -> line.append("%6.1f ".formatted(100 * median(errors))));
    line.append("   ");
    tally.leads.forEach(leads -> line.append("%6.1f ".formatted(100 * median(leads))));
    line.append("   %5.0f %5.0f  n %d"
        .formatted(
            100.0 * tally.said / tally.asked,
            100.0 * tally.held / tally.said,
            tally.errors.getFirst().size()));
    boolean wins = true;
    for (var figures : List.of(tally.errors, tally.leads)) {
      double ours = median(figures.getFirst());
      wins &= ours < median(figures.get(1)) && ours < median(figures.get(2));
    }
    return line + (wins ? "" : "  !");
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
