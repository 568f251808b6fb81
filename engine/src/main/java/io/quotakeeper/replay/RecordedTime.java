package io.quotakeeper.replay;

import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;

/** The clock of a record: it stands where the record is, and never runs back. For one thread. */
final class RecordedTime implements Time {

  private Instant now;
  private long nanos;

  /** Stands at {@code first}. */
  RecordedTime(Instant first) {
    this.now = first;
  }

  /** Goes on to {@code next}, if that is later. */
  void goTo(Instant next) {
    if (next.isAfter(now)) {
      nanos += Duration.between(now, next).toNanos();
      now = next;
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
