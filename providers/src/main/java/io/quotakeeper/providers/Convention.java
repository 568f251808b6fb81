package io.quotakeeper.providers;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/** When windows end whose end is not written in a reply, but in the provider's documentation. */
enum Convention {
  /** Midnight UTC. */
  UTC_DAY(ZoneOffset.UTC),
  /** Monday 00:00 UTC. */
  UTC_WEEK(ZoneOffset.UTC),
  /** The first of the month, 00:00 UTC. */
  UTC_MONTH(ZoneOffset.UTC),
  /** Midnight in California, summer time included. */
  MIDNIGHT_PACIFIC(ZoneId.of("America/Los_Angeles"));

  private final ZoneId zone;

  Convention(ZoneId zone) {
    this.zone = zone;
  }

  /** The convention of that word. */
  static Optional<Convention> ofWord(String word) {
    return Arrays.stream(values()).filter(c -> Word.of(c).equals(word)).findFirst();
  }

  /** The end of the window that {@code now} is in; always after {@code now}. */
  Instant next(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate next =
        switch (this) {
          case UTC_DAY, MIDNIGHT_PACIFIC -> today.plusDays(1);
          case UTC_WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
          case UTC_MONTH -> today.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    return next.atStartOfDay(zone).toInstant();
  }
}
