package io.quotakeeper.bench;

import io.quotakeeper.outlook.Forecast.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** How wrong each rule was over some series of one class. Not thread-safe. */
final class ForecastScore {

  /** An alert is to come this part of the window's length before it runs out. */
  private static final double LEAD = 0.1;

  /** Nobody can know before. */
  private static final int FEWEST_LOOKS = 3;

  private final List<List<Double>> errors = lists();
  private final List<List<Double>> leads = lists();
  private int asked;
  private int said;
  private int held;

  /** The rules, Quotakeeper's first. */
  static List<RunOutRule> rules() {
    return List.of(
        new RunOutRule.Ours(),
        new RunOutRule.Ewma(0.1),
        new RunOutRule.Ewma(0.2),
        new RunOutRule.Ewma(0.4),
        new RunOutRule.LeastSquares(Integer.MAX_VALUE),
        new RunOutRule.LeastSquares(20));
  }

  private static List<List<Double>> lists() {
    return rules().stream().map(_ -> (List<Double>) new ArrayList<Double>()).toList();
  }

  /** Replays one series. */
  void replay(List<UsePoint> points, Duration length) {
    List<RunOutRule> rules = rules();
    double lead = LEAD * length.toSeconds();
    double[] alerts = new double[rules.size()];
    int looks = 0;
    for (int i = 0; i < points.size(); i++) {
      UsePoint point = points.get(i);
      boolean isNew = i == 0 || points.get(i - 1).section() != point.section();
      looks = isNew ? 1 : looks + 1;
      if (isNew) {
        Arrays.fill(alerts, 0);
      }
      List<OptionalDouble> told = rules.stream().map(rule -> rule.seconds(point.look())).toList();
      if (point.isAsked() && looks >= FEWEST_LOOKS) {
        judge(point, told, (RunOutRule.Ours) rules.getFirst());
      }
      boolean isSpent = point.look().left() <= 0;
      if (!isSpent) {
        raise(alerts, told, point.seconds(), lead);
      } else if (!isNew && points.get(i - 1).look().left() > 0) {
        for (int rule = 0; rule < alerts.length; rule++) {
          leads.get(rule).add(Math.abs(alerts[rule] - lead) / lead);
        }
      }
    }
  }

  private void judge(UsePoint point, List<OptionalDouble> told, RunOutRule.Ours ours) {
    asked++;
    if (ours.range().isPresent()) {
      said++;
      Range range = ours.range().get();
      boolean holds =
          !point.runsOut().isBefore(range.earliest()) && !point.runsOut().isAfter(range.latest());
      held += holds ? 1 : 0;
    }
    if (told.stream().allMatch(OptionalDouble::isPresent)) {
      double truth = point.seconds();
      for (int rule = 0; rule < told.size(); rule++) {
        errors.get(rule).add(Math.abs(told.get(rule).orElseThrow() - truth) / truth);
      }
    }
  }

  /** An alert comes once, and as early as a rule says that it is due. */
  private static void raise(double[] alerts, List<OptionalDouble> told, double truth, double lead) {
    for (int rule = 0; rule < alerts.length; rule++) {
      boolean isDue = told.get(rule).isPresent() && told.get(rule).getAsDouble() <= lead;
      if (alerts[rule] == 0 && isDue) {
        alerts[rule] = Math.max(truth, Double.MIN_VALUE);
      }
    }
  }

  /**
   * By each rule, the median of how far its run-out was from the true one, in percent of the time
   * that was left, over the looks at which all rules said something.
   */
  double[] runOut() {
    return errors.stream().mapToDouble(ForecastScore::median).toArray();
  }

  /** By each rule, the median of how far its alert was from when it was due, in percent of that. */
  double[] alert() {
    return leads.stream().mapToDouble(ForecastScore::median).toArray();
  }

  /** At how many of the looks that ask for it Quotakeeper says something, in percent. */
  double said() {
    return 100.0 * said / asked;
  }

  /** How many of the ranges hold the truth, in percent. */
  double held() {
    return 100.0 * held / said;
  }

  private static double median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : 100 * sorted[sorted.length / 2];
  }
}
