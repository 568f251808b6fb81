package io.quotakeeper.config;

import io.quotakeeper.quota.Moment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** When a limit refills again and again, as its provider's convention says. Immutable. */
public sealed interface ResetCalendar {

  /** The first reset after {@code now}. */
  Moment next(Instant now);

  /** Nothing is said of resets. */
  record Unstated() implements ResetCalendar {
    @Override
    public Moment next(Instant now) {
      return Moment.unstated();
    }
  }

  /**
   * At the start of each day.
   *
   * @param zone where
   */
  record Daily(ZoneId zone) implements ResetCalendar {
    @Override
    public Moment next(Instant now) {
      return startOf(LocalDate.ofInstant(now, zone).plusDays(1), zone);
    }
  }

  /**
   * At the start of one day of each week.
   *
   * @param day which
   * @param zone where
   */
  record Weekly(DayOfWeek day, ZoneId zone) implements ResetCalendar {
    @Override
    public Moment next(Instant now) {
      return startOf(LocalDate.ofInstant(now, zone).with(TemporalAdjusters.next(day)), zone);
    }
  }

  /**
   * At the start of each month.
   *
   * @param zone where
   */
  record Monthly(ZoneId zone) implements ResetCalendar {
    @Override
    public Moment next(Instant now) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      return startOf(today.with(TemporalAdjusters.firstDayOfNextMonth()), zone);
    }
  }

  /**
   * At fixed distances, counted from 1970-01-01T00:00Z, so that lengths which divide a day begin
   * with the UTC day, hour or minute.
   *
   * @param length the distance, above zero
   */
  record Every(Duration length) implements ResetCalendar {
    @Override
    public Moment next(Instant now) {
      long millis = length.toMillis();
      long into = Math.floorMod(now.toEpochMilli(), millis);
      return Moment.at(Instant.ofEpochMilli(now.toEpochMilli() - into + millis));
    }
  }

  private static Moment startOf(LocalDate day, ZoneId zone) {
    return Moment.at(day.atStartOfDay(zone).toInstant());
  }
}
