package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quotakeeper.quota.Amount;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One number that tells something of how much is left in a window. This is the one place that knows
 * which way round providers tell shares, and in what: 0.12, 12, {@code "12"} and {@code "12%"}.
 */
enum Measure {
  /** How many there are in all. */
  LIMIT,
  /** How many are left; negative when overdrawn. */
  REMAINING,
  /** How many are used. */
  USED,
  /** The least that can be spent of a balance. */
  MINIMUM,
  /** The share that is left, 0 to 1. */
  FRACTION_LEFT,
  /** The share that is used, 0 to 1. */
  FRACTION_USED,
  /** The share that is left, 0 to 100. */
  PERCENT_LEFT,
  /** The share that is used, 0 to 100. */
  PERCENT_USED;

  private static final double CLOSE = 1e-6;

  /**
   * A share that is left may be more than all: bonuses. More than this was told in another unit.
   */
  private static final double MOST_LEFT = 2;

  /**
   * A share that is used may be more than all: overage. More than this was told in another unit.
   */
  private static final double MOST_USED = 10;

  private static final char PERCENT = '%';

  /** The measure of that word. */
  @JsonCreator
  static Measure ofWord(String word) {
    return Word.find("measure", word, values());
  }

  /** Whether it says nothing of what is left by itself. */
  boolean isBound() {
    return this == LIMIT || this == MINIMUM;
  }

  /**
   * The number that {@code text} tells of this. A percent sign says of a share what it is told in,
   * also where a fraction was expected.
   *
   * @throws Unreadable if it is none
   */
  double read(String text) {
    String number = text.length() > Numbers.LONGEST ? "" : text.strip();
    boolean isPercent = !number.isEmpty() && number.charAt(number.length() - 1) == PERCENT;
    return switch (this) {
      case LIMIT, REMAINING, USED, MINIMUM -> Numbers.required(number);
      case PERCENT_LEFT, PERCENT_USED -> Numbers.required(isPercent ? unsigned(number) : number);
      case FRACTION_LEFT, FRACTION_USED ->
          isPercent ? Numbers.required(unsigned(number)) / 100 : Numbers.required(number);
    };
  }

  private static String unsigned(String percent) {
    return percent.substring(0, percent.length() - 1);
  }

  /**
   * The amount that these numbers make together.
   *
   * @throws IllegalArgumentException if they make no sense (a negative limit, no finite number)
   */
  static Amount amount(Map<Measure, Double> told) {
    OptionalDouble limit = get(told, LIMIT);
    OptionalDouble remaining = remaining(told, limit);
    OptionalDouble share = share(told);
    if (remaining.isPresent() && limit.isPresent()) {
      return Amount.counted(remaining.getAsDouble(), limit.getAsDouble());
    }
    if (remaining.isPresent()) {
      return share.isPresent() && share.getAsDouble() > 0
          ? ofShare(remaining.getAsDouble(), share.getAsDouble())
          : new Amount.Balance(remaining.getAsDouble(), get(told, MINIMUM).orElse(0));
    }
    if (share.isPresent()) {
      return limit.isPresent()
          ? Amount.counted(share.getAsDouble() * limit.getAsDouble(), limit.getAsDouble())
          : Amount.share(share.getAsDouble());
    }
    return limit.isPresent() ? Amount.cap(limit.getAsDouble()) : Amount.unknown();
  }

  private static OptionalDouble remaining(Map<Measure, Double> told, OptionalDouble limit) {
    OptionalDouble remaining = get(told, REMAINING);
    OptionalDouble used = get(told, USED);
    return remaining.isEmpty() && used.isPresent() && limit.isPresent()
        ? OptionalDouble.of(limit.getAsDouble() - used.getAsDouble())
        : remaining;
  }

  /** The share that is left, clamped to 0 to 1; absent where none is told that makes sense. */
  private static OptionalDouble share(Map<Measure, Double> told) {
    for (Measure measure :
        new Measure[] {FRACTION_LEFT, FRACTION_USED, PERCENT_LEFT, PERCENT_USED}) {
      OptionalDouble number = get(told, measure);
      if (number.isPresent()) {
        double left = measure.left(number.getAsDouble());
        return left > MOST_LEFT || left < 1 - MOST_USED
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.clamp(left, 0, 1));
      }
    }
    return OptionalDouble.empty();
  }

  private double left(double value) {
    return switch (this) {
      case FRACTION_USED -> 1 - value;
      case PERCENT_LEFT -> value / 100;
      case PERCENT_USED -> 1 - value / 100;
      case FRACTION_LEFT, LIMIT, REMAINING, USED, MINIMUM -> value;
    };
  }

  /**
   * So many left, which are that share: a share is rounded, so the limit is the whole number near.
   */
  private static Amount ofShare(double remaining, double share) {
    double exact = remaining / share;
    double whole = Math.rint(exact);
    boolean near = whole > 0 && Math.abs(remaining / whole - share) < CLOSE;
    return Amount.counted(remaining, near ? whole : exact);
  }

  private static OptionalDouble get(Map<Measure, Double> told, Measure measure) {
    Double number = told.get(measure);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
