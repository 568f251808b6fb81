package io.quotakeeper.quota;

import java.util.OptionalDouble;

/**
 * How much is left in a window. Four states, because a number that stands for all of them is how
 * spent accounts get full bars: known, unknown, unlimited and not entitled. Unknown is never 0 and
 * never 100 %.
 */
public sealed interface Amount {

  /** How much is left is known, as a quantity, as a share, or both. */
  sealed interface Known extends Amount {}

  /** How much is left is not known. */
  sealed interface Unknown extends Amount {}

  /**
   * So many left of so many.
   *
   * @param left as the provider says, also when it is negative (overage)
   * @param most the limit, as the provider says, 0 or more
   */
  record Counted(double left, double most) implements Known {
    /** Refuses what is not a number, and a negative limit. */
    public Counted {
      requireFinite(left);
      requireLimit(most);
    }
  }

  /**
   * So many left of no known limit.
   *
   * @param left as the provider says, also when it is negative (debt)
   * @param minimum the least that can be spent, 0 or more; less than that is as good as nothing
   */
  record Balance(double left, double minimum) implements Known {
    /** Refuses what is not a number, and a negative minimum. */
    public Balance {
      requireFinite(left);
      requireLimit(minimum);
    }
  }

  /**
   * A share that is left.
   *
   * @param part 0 to 1
   */
  record Share(double part) implements Known {
    /** Refuses what is not between 0 and 1. */
    public Share {
      if (!(part >= 0 && part <= 1)) {
        throw new IllegalArgumentException("share is not between 0 and 1: " + part);
      }
    }
  }

  /** Nothing was said. */
  record Untold() implements Unknown {
    private static final Untold IT = new Untold();
  }

  /**
   * A cap whose use was not told.
   *
   * @param most the cap, 0 or more
   */
  record Cap(double most) implements Unknown {
    /** Refuses what is not a number of 0 or more. */
    public Cap {
      requireLimit(most);
    }
  }

  /** The provider sets no limit here. */
  record Unlimited() implements Amount {
    private static final Unlimited IT = new Unlimited();
  }

  /** The plan has no allowance here; waiting does not help. */
  record NotEntitled() implements Amount {
    private static final NotEntitled IT = new NotEntitled();
  }

  /** So many left of so many. */
  static Amount counted(double remaining, double limit) {
    return new Counted(remaining, limit);
  }

  /** So many left of no known limit. */
  static Amount balance(double remaining) {
    return new Balance(remaining, 0);
  }

  /** A share that is left; values beyond 0 and 1 are clamped, since providers send them. */
  static Amount share(double part) {
    requireFinite(part);
    return new Share(Math.clamp(part, 0, 1));
  }

  /** Not known. */
  static Amount unknown() {
    return Untold.IT;
  }

  /** A cap whose use is not known. */
  static Amount cap(double most) {
    return new Cap(most);
  }

  /** Not limited. */
  static Amount unlimited() {
    return Unlimited.IT;
  }

  /** Not in the plan. */
  static Amount notEntitled() {
    return NotEntitled.IT;
  }

  /** How many are left, where the quantity is known. May be negative. */
  default OptionalDouble remaining() {
    return switch (this) {
      case Counted c -> OptionalDouble.of(c.left);
      case Balance b -> OptionalDouble.of(b.left);
      case Share _, Untold _, Cap _, Unlimited _, NotEntitled _ -> OptionalDouble.empty();
    };
  }

  /** The limit, where one is known. */
  default OptionalDouble limit() {
    return switch (this) {
      case Counted c -> OptionalDouble.of(c.most);
      case Cap c -> OptionalDouble.of(c.most);
      case Balance _, Share _, Untold _, Unlimited _, NotEntitled _ -> OptionalDouble.empty();
    };
  }

  /**
   * The share that is left, 0 to 1. It is 0 where nothing can be used, even if no limit is known,
   * and absent where something is left of no known limit.
   */
  default OptionalDouble fraction() {
    return switch (this) {
      case Counted c when c.left <= 0 -> OptionalDouble.of(0);
      case Counted c -> OptionalDouble.of(c.most > 0 ? Math.min(1, c.left / c.most) : 1);
      case Share s -> OptionalDouble.of(s.part);
      case Balance b when b.left <= 0 || b.left < b.minimum -> OptionalDouble.of(0);
      case Balance _, Untold _, Cap _, Unlimited _, NotEntitled _ -> OptionalDouble.empty();
    };
  }

  /** Whether it is known that nothing can be used. */
  default boolean isSpent() {
    OptionalDouble fraction = fraction();
    return fraction.isPresent() && fraction.getAsDouble() <= 0;
  }

  /**
   * The word for the state, as users see it: {@code known}, {@code unknown}, {@code unlimited} or
   * {@code not-entitled}.
   */
  default String state() {
    return switch (this) {
      case Known _ -> "known";
      case Unknown _ -> "unknown";
      case Unlimited _ -> "unlimited";
      case NotEntitled _ -> "not-entitled";
    };
  }

  private static void requireFinite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("amount is not a finite number: " + number);
    }
  }

  private static void requireLimit(double number) {
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("limit is not a number of 0 or more: " + number);
    }
  }
}
