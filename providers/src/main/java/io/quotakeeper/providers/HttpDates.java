package io.quotakeeper.providers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Dates of header fields: the three forms of RFC 9110 section 5.6.7, and that of JavaScript. */
final class HttpDates {

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; of two digits of a year we take this century. */
  private static final DateTimeFormatter RFC850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(2000, 1, 1))
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.ENGLISH);

  /** {@code Sun Nov 6 08:49:37 1994}. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

  /** {@code Tue Feb 16 2021 09:02:42 GMT+0100}, and perhaps the zone's name in brackets. */
  private static final DateTimeFormatter JAVASCRIPT =
      DateTimeFormatter.ofPattern("EEE MMM dd uuuu HH:mm:ss 'GMT'xx", Locale.ENGLISH);

  private HttpDates() {}

  /**
   * The instant of an HTTP date.
   *
   * @throws DateTimeException if it is none
   */
  static Instant read(String text) {
    if (text.length() > 3 && text.charAt(3) == ',') {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
    DateTimeFormatter form = text.indexOf(',') > 0 ? RFC850 : ASCTIME;
    return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
  }

  /**
   * The instant of a date as JavaScript turns it into text.
   *
   * @throws DateTimeException if it is none
   */
  static Instant javaScript(String text) {
    int bracket = text.indexOf(" (");
    String date = bracket < 0 ? text : text.substring(0, bracket);
    return OffsetDateTime.parse(date, JAVASCRIPT).toInstant();
  }
}
