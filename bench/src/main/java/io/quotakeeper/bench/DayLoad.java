package io.quotakeeper.bench;

import java.util.Random;

/**
 * How much an account is asked for during a day and a little more: requests in each step, before
 * its limits refuse any. A day of work, bursts, hardly anything, all the time, or all at once.
 */
enum DayLoad {
  /** Eight hours of the day, uneven, with a break. */
  OFFICE {
    @Override
    void fill(double[] wish, double limit, double period, Random random) {
      double start = random.nextDouble() * 16;
      double perHour = limit * (0.4 + random.nextDouble()) / Math.min(period, 8);
      for (int hour = 0; hour < 8; hour++) {
        double now = hour == 4 ? 0 : perHour * (0.3 + 1.4 * random.nextDouble());
        spread(wish, start + hour, 1, now);
      }
    }
  },
  /** Some bursts of minutes, each a good part of the limit. */
  BURSTY {
    @Override
    void fill(double[] wish, double limit, double period, Random random) {
      int bursts = 2 + random.nextInt(6);
      for (int i = 0; i < bursts; i++) {
        double hours = (8 + random.nextDouble() * 27) / 60;
        double share = limit * (0.1 + 0.4 * random.nextDouble());
        spread(wish, random.nextDouble() * 24, hours, share / hours);
      }
    }
  },
  /** A request now and then. */
  IDLE {
    @Override
    void fill(double[] wish, double limit, double period, Random random) {
      int requests = random.nextInt(4);
      for (int i = 0; i < requests; i++) {
        wish[random.nextInt(wish.length)] += 1;
      }
    }
  },
  /** All the time the same. */
  STEADY {
    @Override
    void fill(double[] wish, double limit, double period, Random random) {
      double perHour = limit * (0.5 + 0.8 * random.nextDouble()) / period;
      spread(wish, 0, wish.length / (double) STEPS_AN_HOUR, perHour);
    }
  },
  /** Spends each period's limit in its first third or so, and then would like more. */
  EARLY {
    @Override
    void fill(double[] wish, double limit, double period, Random random) {
      double perHour = limit * (2 + 3 * random.nextDouble()) / period;
      spread(wish, 0, wish.length / (double) STEPS_AN_HOUR, perHour);
    }
  };

  static final int STEPS_AN_HOUR = 360;

  /**
   * Adds what is asked for.
   *
   * @param wish requests, by step
   * @param limit of its tightest window
   * @param period of that window, in hours, at most two days
   */
  abstract void fill(double[] wish, double limit, double period, Random random);

  private static void spread(double[] wish, double from, double hours, double perHour) {
    int first = (int) (from * STEPS_AN_HOUR);
    int last = Math.min(wish.length, first + (int) (hours * STEPS_AN_HOUR));
    for (int step = first; step < last; step++) {
      wish[step] += perHour / STEPS_AN_HOUR;
    }
  }
}
