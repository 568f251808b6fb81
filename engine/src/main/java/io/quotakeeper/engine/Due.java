package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.time.Time;
import java.time.Duration;

/** When something is due, on the monotonic clock: the wall clock may jump, and nothing bursts. */
sealed interface Due {

  /**
   * At a reading of the monotonic clock.
   *
   * @param nanos the reading
   */
  record At(long nanos) implements Due {}

  /** Not by itself. */
  record Never() implements Due {}

  static Due in(Duration delay, long nowNanos) {
    return new At(nowNanos + delay.toNanos());
  }

  static Due never() {
    return new Never();
  }

  default boolean isReached(long nowNanos) {
    return this instanceof At at && nowNanos - at.nanos >= 0;
  }

  /** Whether both are due by themselves, and this one first. */
  default boolean isBefore(Due other) {
    return this instanceof At(long first) && other instanceof At(long second) && first - second < 0;
  }

  /** What the wall clock will show then, as it goes now. */
  default Moment moment(Time time) {
    return switch (this) {
      case At at -> Moment.at(time.now().plusNanos(at.nanos - time.nanos()));
      case Never _ -> Moment.unstated();
    };
  }
}
