package io.quotakeeper.bench;

import io.quotakeeper.outlook.Look;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A window in simulated time that is wanted more than there is: what those who look are told of it,
 * and when it would run out if nothing came back.
 */
final class UseSeries {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final int STEPS = 2000;
  private static final int PERIODS = 3;

  /** So many steps after the last period are simulated too, so that its end is known. */
  private static final int AFTER = STEPS;

  private final UseClass kind;
  private final double least;
  private final double most;
  private final Random random;
  private final Duration length;

  /** What is wanted until the beginning of each step. */
  private final double[] wanted = new double[PERIODS * STEPS + AFTER + 1];

  /** What is left at the beginning of each step. */
  private final double[] left = new double[PERIODS * STEPS + 1];

  /** The step at which it is to refill next, as told at each. */
  private final int[] resets = new int[PERIODS * STEPS + 1];

  /** A window of which 10 to 150 % more is wanted than there is. */
  UseSeries(UseClass kind, long seed) {
    this(kind, seed, 1.1, 2.5);
  }

  private UseSeries(UseClass kind, long seed, double least, double most) {
    this.least = least;
    this.most = most;
    this.kind = kind;
    // Of seeds that are close the first numbers of a Random are close, too.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.length = Duration.ofHours(kind.hours(random));
    want();
    use();
  }

  /** A window that is not used up: of the half to all of it is wanted. */
  static UseSeries ample(UseClass kind, long seed) {
    return new UseSeries(kind, seed, 0.5, 1);
  }

  Duration length() {
    return length;
  }

  private void want() {
    double factor = least + (most - least) * random.nextDouble();
    double[] pace = new double[STEPS];
    for (int i = 0; i + 1 < wanted.length; i++) {
      if (i % STEPS == 0) {
        pace = kind.pace(random, STEPS);
        double sum = 0;
        for (double each : pace) {
          sum += each;
        }
        for (int j = 0; j < STEPS; j++) {
          pace[j] *= factor / sum;
        }
      }
      wanted[i + 1] = wanted[i] + amount(pace[i % STEPS] / kind.size()) * kind.size();
    }
  }

  /** So many uses as come by chance, each of a size of its own. */
  private double amount(double mean) {
    double sum = 0;
    double limit = Math.exp(-mean);
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return sum;
  }

  private void use() {
    left[0] = 1;
    resets[0] = STEPS;
    for (int i = 0; i + 1 < left.length; i++) {
      left[i + 1] = Math.max(0, left[i] - (wanted[i + 1] - wanted[i]));
      resets[i + 1] = resets[i];
      boolean isGift = random.nextDouble() < (double) kind.gifts() / STEPS;
      if (i + 1 == resets[i] || (isGift && kind == UseClass.EARLY_RESETS)) {
        left[i + 1] = 1;
        resets[i + 1] = i + 1 + STEPS;
      } else if (isGift) {
        left[i + 1] = Math.min(1, left[i + 1] + 0.1 + 0.2 * random.nextDouble());
      }
    }
  }

  /** What those who look see. */
  List<UsePoint> points() {
    List<UsePoint> points = new ArrayList<>();
    double rounding = random.nextDouble();
    double every = (double) STEPS / kind.looks();
    int section = 0;
    int before = 0;
    for (double at = 0; at < left.length; at += every * (0.7 + 0.6 * random.nextDouble())) {
      int step = (int) at;
      for (int i = before + 1; i <= step; i++) {
        section += left[i] > left[i - 1] ? 1 : 0;
      }
      before = step;
      points.add(point(step, rounding, section));
    }
    return points;
  }

  private UsePoint point(int step, double rounding, int section) {
    double late = left[Math.max(0, step - (int) (kind.lag() * STEPS))];
    double grain = kind.step();
    double told = grain == 0 ? late : Math.min(1, Math.floor(late / grain + rounding) * grain);
    int end = runsOut(step);
    boolean isAsked = left[step] > 0 && end <= resets[step] && end - step > STEPS / 100;
    var look = new Look(instant(step), told, 1, Moment.at(instant(resets[step])), 0);
    return new UsePoint(look, instant(end), isAsked, section);
  }

  private int runsOut(int step) {
    double end = wanted[step] + left[step];
    int low = step;
    int high = wanted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (wanted[middle] >= end) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private Instant instant(int step) {
    return START.plus(length.multipliedBy(step).dividedBy(STEPS));
  }
}
