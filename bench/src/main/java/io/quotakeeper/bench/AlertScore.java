package io.quotakeeper.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well each rule would have warned: a rule's alert comes once between two refills, at the
 * moment at which by its last forecast the run-out is as near as it is to be warned of, and comes
 * before the reset. Between two looks the clock runs on, so that alerts are not judged by how often
 * somebody looks.
 *
 * <p>A rule that warns early is close more often, and false more often. So each is also tried with
 * its forecasts stretched by some factors, to be compared where none is false more often than
 * Quotakeeper's. Not thread-safe.
 */
final class AlertScore {

  /** An alert is to come this part of the window's length before it runs out. */
  private static final double LEAD = 0.1;

  /** An alert that comes so many times as early as it is due is a false one. */
  private static final double FALSE = 2;

  /** Forecasts are stretched by this, and by that again, so many times. */
  private static final double STRETCH = 1.1;

  private static final int STRETCHES = 16;

  private final int rules;

  /** By each rule and each stretch, how far alerts were from when they were due. */
  private final List<List<Double>> errors;

  private final int[] wrong;
  private int sections;

  AlertScore(int rules) {
    this.rules = rules;
    wrong = new int[rules * STRETCHES];
    errors = IntStream.range(0, wrong.length).mapToObj(_ -> errorsOfOne()).toList();
  }

  private static List<Double> errorsOfOne() {
    return new ArrayList<>();
  }

  /** The alerts over one series. */
  Watch watch(Duration length) {
    return new Watch(LEAD * length.toSeconds());
  }

  /**
   * By each rule, how often it has to be stretched so that it is false as seldom as the first, or
   * as often as was tried.
   */
  int[] asSeldomFalse() {
    int[] stretches = new int[rules];
    for (int rule = 1; rule < rules; rule++) {
      while (stretches[rule] < STRETCHES - 1 && wrong[at(rule, stretches[rule])] > wrong[0]) {
        stretches[rule]++;
      }
    }
    return stretches;
  }

  /** By each rule that is so stretched, how far its alerts were from when due, in parts of that. */
  List<List<Double>> errors(int[] stretches) {
    return IntStream.range(0, rules)
        .mapToObj(rule -> errors.get(at(rule, stretches[rule])))
        .toList();
  }

  /** By each rule that is so stretched, in which part of the times between refills it was false. */
  double[] falseAlerts(int[] stretches) {
    return IntStream.range(0, rules)
        .mapToDouble(rule -> (double) wrong[at(rule, stretches[rule])] / sections)
        .toArray();
  }

  private static int at(int rule, int stretch) {
    return rule * STRETCHES + stretch;
  }

  /** The alerts over one series, from look to look. Not thread-safe. */
  final class Watch {

    private final double lead;

    /** How many seconds it lasted when each alert came; 0 before that. */
    private final double[] alerts = new double[wrong.length];

    private Watch(double lead) {
      this.lead = lead;
      sections++;
    }

    /** The time from one look to the next, with what the rules said at the one. */
    void between(UsePoint look, UsePoint next, List<OptionalDouble> told) {
      boolean isLeft = look.look().left() > 0;
      for (int rule = 0; isLeft && rule < rules; rule++) {
        double runsOut = told.get(rule).orElse(Double.POSITIVE_INFINITY);
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
          raise(at(rule, stretch), look, next, runsOut);
          runsOut *= STRETCH;
        }
      }
      if (next.section() != look.section()) {
        Arrays.fill(alerts, 0);
        sections++;
      } else if (isLeft && next.look().left() <= 0) {
        for (int i = 0; i < alerts.length; i++) {
          errors.get(i).add(Math.abs(alerts[i] - lead) / lead);
        }
      }
    }

    private void raise(int alert, UsePoint look, UsePoint next, double runsOut) {
      double wait = Math.max(0, runsOut - lead);
      double untilReset =
          look.look().resetsAt().instant().map(look::secondsUntil).orElse(Double.POSITIVE_INFINITY);
      boolean isDue = wait < look.secondsUntil(next.look().at()) && runsOut <= untilReset;
      if (alerts[alert] == 0 && isDue) {
        double lasts = look.seconds() - wait;
        alerts[alert] = Math.max(lasts, Double.MIN_VALUE);
        wrong[alert] += lasts > FALSE * lead || look.seconds() > untilReset ? 1 : 0;
      }
    }
  }
}
