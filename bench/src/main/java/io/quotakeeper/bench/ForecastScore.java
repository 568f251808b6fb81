package io.quotakeeper.bench;

import io.quotakeeper.outlook.Forecast.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** How wrong each rule was over some series of one class. Not thread-safe. */
final class ForecastScore {

  /** Nobody can know before. */
  private static final int FEWEST_LOOKS = 3;

  private final List<List<Double>> errors = lists();
  private final AlertScore alerts = new AlertScore(rules().size());
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
    replay(points, length, true);
  }

  /** Replays one series of a window that is not used up: to see which alerts are false. */
  void replayAmple(List<UsePoint> points, Duration length) {
    replay(points, length, false);
  }

  private void replay(List<UsePoint> points, Duration length, boolean isAsked) {
    List<RunOutRule> rules = rules();
    AlertScore.Watch watch = alerts.watch(length);
    int looks = 0;
    for (int i = 0; i < points.size(); i++) {
      UsePoint point = points.get(i);
      boolean isNew = i == 0 || points.get(i - 1).section() != point.section();
      looks = isNew ? 1 : looks + 1;
      List<OptionalDouble> told = rules.stream().map(rule -> rule.seconds(point.look())).toList();
      if (isAsked && point.isAsked() && looks >= FEWEST_LOOKS) {
        judge(point, told, (RunOutRule.Ours) rules.getFirst());
      }
      if (i + 1 < points.size()) {
        watch.between(point, points.get(i + 1), told);
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

  /**
   * By each rule, the median of how far its run-out was from the true one, in percent of the time
   * that was left, over the looks at which all rules said something.
   */
  double[] runOut() {
    return errors.stream().mapToDouble(ForecastScore::median).toArray();
  }

  /**
   * By each rule, the median of how far its alert was from when it was due, in percent of that.
   *
   * @param stretches how often each rule is stretched
   */
  double[] alert(int[] stretches) {
    return alerts.errors(stretches).stream().mapToDouble(ForecastScore::median).toArray();
  }

  /**
   * By each rule, after how many refills in a hundred its alert was a false one.
   *
   * @param stretches how often each rule is stretched
   */
  double[] falseAlerts(int[] stretches) {
    return DoubleStream.of(alerts.falseAlerts(stretches)).map(share -> 100 * share).toArray();
  }

  /** By each rule, how often it is to be stretched so that it is false as seldom as ours. */
  int[] asSeldomFalse() {
    return alerts.asSeldomFalse();
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
