package io.quotakeeper.bench;

import java.util.Locale;
import java.util.Random;

/** A way in which a window is used, or told of. */
enum UseClass {
  STEADY,
  BURSTY,
  OFFICE_HOURS,
  RAMP_UP,
  RAMP_DOWN,
  STEP_CHANGE,
  IDLE_GAPS,
  WHOLE_PERCENTS,
  FIFTHS,
  SPARSE,
  REFUNDS,
  EARLY_RESETS,
  LAGGING;

  /** A window is full of so many ordinary requests. */
  private static final double REQUESTS = 2000;

  /** In a burst of ordinary use so many come at once. */
  private static final double TOGETHER = 8;

  private static final double BURST = 60;
  private static final double RAMP = 4;

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** How much one use takes on average, as a share of the window. */
  double size() {
    return switch (this) {
      case BURSTY -> BURST / REQUESTS;
      case STEADY, OFFICE_HOURS, RAMP_UP, RAMP_DOWN, STEP_CHANGE, IDLE_GAPS -> 1 / REQUESTS;
      default -> TOGETHER / REQUESTS;
    };
  }

  /** The step in which is told how much is left; 0 where there is none. */
  double step() {
    return switch (this) {
      case WHOLE_PERCENTS -> 0.01;
      case FIFTHS -> 0.2;
      default -> 0;
    };
  }

  /** How often somebody looks in the length of the window. */
  int looks() {
    return this == SPARSE ? 16 : 100;
  }

  /** By how much of the window's length a value is late. */
  double lag() {
    return this == LAGGING ? 0.02 : 0;
  }

  /** How often something is refunded, or all is, in the length of the window. */
  int gifts() {
    return switch (this) {
      case REFUNDS -> 2;
      case EARLY_RESETS -> 1;
      default -> 0;
    };
  }

  /** The window's length in hours. */
  int hours(Random random) {
    return this == OFFICE_HOURS ? 168 : new int[] {5, 24, 168}[random.nextInt(3)];
  }

  /** How much faster than usual it is used in each of so many steps of one period. */
  double[] pace(Random random, int steps) {
    double[] pace = new double[steps];
    double change = 0.15 + 0.5 * random.nextDouble();
    double factor = random.nextBoolean() ? 4 : 0.25;
    boolean isOn = random.nextBoolean();
    for (int i = 0; i < steps; i++) {
      double part = (double) i / steps;
      isOn = random.nextDouble() < 25.0 / steps ? !isOn : isOn;
      pace[i] =
          switch (this) {
            case OFFICE_HOURS -> isOffice(part * 7) ? 4.2 : 0;
            case RAMP_UP -> 1 + (RAMP - 1) * part;
            case RAMP_DOWN -> RAMP - (RAMP - 1) * part;
            case STEP_CHANGE -> part < change ? 1 : factor;
            case IDLE_GAPS -> isOn ? 2 : 0;
            default -> 1;
          };
    }
    return pace;
  }

  /** Eight hours of five days. */
  private static boolean isOffice(double day) {
    double hour = day % 1 * 24;
    return day < 5 && hour >= 9 && hour < 17;
  }
}
