package io.quotakeeper.quota;

import java.time.Instant;
import java.util.Optional;

/**
 * A point in time that somebody stated, or did not. It stands where a bare instant would need a
 * value for "nobody said".
 */
public sealed interface Moment {

  /**
   * Stated.
   *
   * @param value in UTC
   */
  record At(Instant value) implements Moment {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** Not stated. */
  record Unstated() implements Moment {
    private static final Unstated IT = new Unstated();

    @Override
    public String toString() {
      return "unstated";
    }
  }

  /** The moment that nobody stated. */
  static Moment unstated() {
    return Unstated.IT;
  }

  /** A stated moment. */
  static Moment at(Instant value) {
    return new At(value);
  }

  /** The instant, where one was stated. */
  default Optional<Instant> instant() {
    return this instanceof At at ? Optional.of(at.value) : Optional.empty();
  }

  /** Whether this was stated and {@code now} has reached it. */
  default boolean hasPassed(Instant now) {
    return this instanceof At at && !now.isBefore(at.value);
  }

  /** Whether this was stated and is still to come. */
  default boolean isAfter(Instant now) {
    return this instanceof At at && at.value.isAfter(now);
  }

  /** The earlier of two; one that was stated comes before one that was not. */
  static Moment earlier(Moment a, Moment b) {
    return switch (a) {
      case Unstated _ -> b;
      case At at -> b instanceof At other && other.value.isBefore(at.value) ? b : a;
    };
  }

  /** The later of two; one that was not stated has no end and is later than any other. */
  static Moment later(Moment a, Moment b) {
    return isLater(a, b) ? a : b;
  }

  /** Whether {@code a} is later than {@code b}, where one that was not stated has no end. */
  static boolean isLater(Moment a, Moment b) {
    return switch (b) {
      case Unstated _ -> false;
      case At(Instant end) -> a instanceof Unstated || a.isAfter(end);
    };
  }
}
