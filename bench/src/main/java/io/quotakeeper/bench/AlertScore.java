package io.quotakeeper.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well each rule would have warned: a rule's alert comes once between two refills, at the
 * moment at which by its last forecast the run-out is as near as it is wanted to be warned of, and
 * nearer than the reset. Between two looks the clock runs on, so that how often somebody looks does
 * not judge the rules. Not thread-safe.
 */
final class AlertScore {

  /** An alert is to come this part of the window's length before it runs out. */
  static final double LEAD = 0.1;

  /** An alert that comes so many times as early as it is due is a false one. */
  private static final double FALSE = 2;

  private final List<List<Double>> errors;
  private final int[] wrong;
  private int sections;

  AlertScore(int rules) {
    errors = IntStream.range(0, rules).mapToObj(_ -> (List<Double>) new ArrayList<Double>()).toList();
    wrong = new int[rules];
  }

  /** The alerts over one series. */
  Watch watch(Duration length) {
    return new Watch(LEAD * length.toSeconds());
  }

  /** By each rule, how far its alerts were from when they were due, as shares of that. */
  List<List<Double>> errors() {
    return errors;
  }

  /** By each rule, how many times between two refills a false alert came, as a share. */
  double[] falseAlerts() {
    return IntStream.of(wrong).mapToDouble(each -> (double) each / sections).toArray();
  }

  /** The alerts over one series, from look to look. Not thread-safe. */
  final class Watch {

    private final double lead;

    /** For how many seconds it lasted when the alert of each rule came; 0 before that. */
    private final double[] alerts = new double[wrong.length];

    private Watch(double lead) {
      this.lead = lead;
      sections++;
    }

    /** The time from one look to the next, with what the rules said at the one. */
    void between(UsePoint look, UsePoint next, List<OptionalDouble> told) {
      if (look.look().left() > 0) {
        for (int rule = 0; rule < alerts.length; rule++) {
          raise(rule, look, next, told.get(rule));
        }
      }
      if (next.section() != look.section()) {
        Arrays.fill(alerts, 0);
        sections++;
      } else if (look.look().left() > 0 && next.look().left() <= 0) {
        for (int rule = 0; rule < alerts.length; rule++) {
          errors.get(rule).add(Math.abs(alerts[rule] - lead) / lead);
        }
      }
    }

    private void raise(int rule, UsePoint look, UsePoint next, OptionalDouble told) {
      double runsOut = told.orElse(Double.POSITIVE_INFINITY);
      double wait = Math.max(0, runsOut - lead);
      boolean isDue = wait < look.secondsUntil(next.look().at());
      boolean isBeforeReset = runsOut <= untilReset(look);
      if (alerts[rule] == 0 && isDue && isBeforeReset) {
        double lasts = look.seconds() - wait;
        alerts[rule] = Math.max(lasts, Double.MIN_VALUE);
        wrong[rule] += lasts > FALSE * lead || look.seconds() > untilReset(look) ? 1 : 0;
      }
    }

    private static double untilReset(UsePoint look) {
      return look.look().resetsAt().instant().map(look::secondsUntil).orElse(Double.POSITIVE_INFINITY);
    }
  }
}
