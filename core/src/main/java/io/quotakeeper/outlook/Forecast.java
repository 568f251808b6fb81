package io.quotakeeper.outlook;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/** When a window runs out if it goes on being used as it is. */
public sealed interface Forecast {

  /**
   * Nothing can be said.
   *
   * @param why for what reason
   */
  record Unsaid(Reason why) implements Forecast {}

  /**
   * It runs out some time.
   *
   * @param perHour how much goes an hour, in the window's unit, or the share where only that is
   *     known; more than 0
   * @param runsOut when
   * @param confidence how narrow that is, 0 to 1: the time until the earliest moment as a share of
   *     that until the likely one
   * @param resetsAt when the window refills before that or not, as far as it is stated
   * @param risk the chance that it runs out before its reset, 0 to 1; 1 where no reset is stated
   * @param foreign the share of it that goes by others than us; empty where nobody counts what we
   *     use
   */
  record Expected(
      double perHour,
      Range runsOut,
      double confidence,
      Moment resetsAt,
      double risk,
      OptionalDouble foreign)
      implements Forecast {

    private static final double HOUR = Duration.ofHours(1).toMillis();

    /** Whether it will likely have run out before it refills. */
    public boolean isBeforeReset() {
      return !resetsAt.hasPassed(runsOut.likely());
    }

    /**
     * How much others than us will use between {@code now} and {@code until}: what we must leave
     * for them. Empty where nobody counts what we use.
     */
    public OptionalDouble foreignNeed(Instant now, Instant until) {
      double hours = Math.max(0, Duration.between(now, until).toMillis() / HOUR);
      return foreign.isPresent()
          ? OptionalDouble.of(foreign.getAsDouble() * perHour * hours)
          : OptionalDouble.empty();
    }
  }

  /**
   * Between when it is.
   *
   * @param earliest one in ten comes before
   * @param likely as many come before as after
   * @param latest one in ten comes after
   */
  record Range(Instant earliest, Instant likely, Instant latest) {
    /** Refuses a disordered range. */
    public Range {
      if (likely.isBefore(earliest) || latest.isBefore(likely)) {
        throw new IllegalArgumentException(
            "disordered range: " + earliest + ", " + likely + ", " + latest);
      }
    }
  }

  /** Why nothing is said. */
  enum Reason {
    /** It is not known how much is left. */
    UNKNOWN,
    /** Nothing is left already. */
    SPENT,
    /** Nothing of it was seen to go. */
    UNUSED,
    /** Too few looks at it saw less than before. */
    FEW_LOOKS,
    /** The looks span too little time. */
    SHORT_TIME,
    /** It refills so fast that any forecast would be old. */
    SHORT_WINDOW;

    /** The word that users see, such as {@code few-looks}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
