package io.quotakeeper.config;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reset conventions as people write them. */
final class ResetWords {

  static final Kind<ResetCalendar> KIND =
      new Kind<>(
          "midnight Pacific, midnight UTC, midnight <IANA zone>, monday UTC, first of month UTC or"
              + " every <duration>",
          ResetWords::parse);

  private static final Pattern EVERY = Pattern.compile("every ([0-9a-z]+)");
  private static final Pattern AT = Pattern.compile("(midnight|[a-z]+day|first of month) (\\S+)");
  private static final Map<String, Function<ZoneId, ResetCalendar>> CALENDARS =
      Map.of("midnight", ResetCalendar.Daily::new, "first of month", ResetCalendar.Monthly::new);
  private static final Map<String, String> ZONES = Map.of("Pacific", "America/Los_Angeles");

  private ResetWords() {}

  private static ResetCalendar parse(String text) {
    Matcher every = EVERY.matcher(text);
    if (every.matches()) {
      return new ResetCalendar.Every(Durations.parse(every.group(1)));
    }
    Matcher at = AT.matcher(text);
    if (!at.matches()) {
      throw new IllegalArgumentException("an unknown convention");
    }
    ZoneId zone = zone(at.group(2));
    var calendar = CALENDARS.get(at.group(1));
    return calendar == null
        ? new ResetCalendar.Weekly(day(at.group(1)), zone)
        : calendar.apply(zone);
  }

  private static ZoneId zone(String name) {
    String id = ZONES.getOrDefault(name, name);
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw new IllegalArgumentException("an unknown time zone");
    }
    return ZoneId.of(id);
  }

  private static DayOfWeek day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(word)) {
        return day;
      }
    }
    throw new IllegalArgumentException("an unknown day");
  }
}
