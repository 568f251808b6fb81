package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quotakeeper.quota.Moment;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How a provider writes the time at which a window refills or a refusal ends. Every grammar is
 * total: what it cannot read, what has passed and what is implausibly far away is unstated. A value
 * that came more than once, as some proxies send it, counts once.
 */
enum ResetGrammar {
  /** {@code 2026-01-09T15:23:13.373329235Z}, any offset. */
  RFC3339,
  /** Seconds since 1970. */
  EPOCH_SECONDS,
  /** Milliseconds since 1970. */
  EPOCH_MILLIS,
  /** Milliseconds since 1970 above 10^12, seconds since 1970 near now, else seconds from now. */
  EPOCH,
  /** {@code 6m0s}, {@code 120ms}, from now; a bare number is seconds. */
  GO_DURATION,
  /** {@code 9s}, {@code 0.479417207s}, from now. */
  PROTO_DURATION,
  /** Seconds from now, whole or not. */
  SECONDS,
  /** Milliseconds from now, whole or not. */
  MILLIS,
  /** {@code 2 seconds}, {@code in 3 hours}, {@code 1 day and 2 hours}, from now. */
  SPOKEN_DURATION,
  /** {@code 2026-03-01}: midnight UTC. */
  DATE,
  /** {@code Mon, 05 Aug 2019 09:27:05 GMT}, or one of the two older forms. */
  HTTP_DATE,
  /** {@code Tue Feb 16 2021 09:02:42 GMT+0100}, and perhaps a zone's name. */
  JS_DATE,
  /**
   * The header: whole seconds, where 0 tells nothing, or an HTTP date, which is measured against
   * the reply's own Date so that clocks need not agree; a date before that means no wait.
   */
  RETRY_AFTER;

  private static final int LONGEST = 100;
  private static final int DATE_LENGTH = "2026-01-09".length();
  private static final long MILLIS_FROM = 1_000_000_000_000L;

  /** The grammar of that word. */
  @JsonCreator
  static ResetGrammar ofWord(String word) {
    return Word.find("grammar of times", word, values());
  }

  /** An HTTP date, be it past or far away. */
  static Moment httpDateAnyTime(String text) {
    if (text.length() > LONGEST) {
      return Moment.unstated();
    }
    try {
      return Moment.at(HttpDates.read(text.strip()));
    } catch (DateTimeException e) {
      return Moment.unstated();
    }
  }

  /** The moment that {@code text} states. */
  Moment read(String text, Anchor anchor) {
    if (text.length() > Repeated.LONGEST) {
      return Moment.unstated();
    }
    String stripped = Repeated.once(text.strip());
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      return Moment.unstated();
    }
    try {
      return understand(stripped, anchor);
    } catch (DateTimeException | ArithmeticException e) {
      return Moment.unstated();
    }
  }

  private Moment understand(String text, Anchor anchor) {
    return switch (this) {
      case RFC3339 ->
          anchor.ahead(
              OffsetDateTime.parse(withT(text), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                  .toInstant());
      case EPOCH_SECONDS -> sinceEpoch(text, anchor, 1);
      case EPOCH_MILLIS -> sinceEpoch(text, anchor, 1000);
      case EPOCH -> guessed(text, anchor);
      case GO_DURATION -> in(Durations.go(text), anchor);
      case PROTO_DURATION -> in(Durations.proto(text), anchor);
      case SECONDS -> in(Durations.seconds(text), anchor);
      case MILLIS -> in(Durations.seconds(text).map(d -> d.dividedBy(1000)), anchor);
      case SPOKEN_DURATION -> in(Durations.spoken(text), anchor);
      case DATE -> anchor.ahead(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      case HTTP_DATE -> anchor.ahead(HttpDates.read(text));
      case JS_DATE -> anchor.ahead(HttpDates.javaScript(text));
      case RETRY_AFTER -> retryAfter(text, anchor);
    };
  }

  private static Moment in(Optional<Duration> wait, Anchor anchor) {
    return wait.map(anchor::after).orElseGet(Moment::unstated);
  }

  private static Moment sinceEpoch(String text, Anchor anchor, int perSecond) {
    return Durations.seconds(text)
        .map(d -> anchor.ahead(Instant.EPOCH.plus(d.dividedBy(perSecond))))
        .orElseGet(() -> wholeSinceEpoch(text, anchor, perSecond));
  }

  private static Moment wholeSinceEpoch(String text, Anchor anchor, int perSecond) {
    if (!isWhole(text)) {
      return Moment.unstated();
    }
    long number = Long.parseLong(text);
    return anchor.ahead(
        perSecond == 1 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
  }

  private static Moment guessed(String text, Anchor anchor) {
    if (!Durations.isNumber(text)) {
      return Moment.unstated();
    }
    double number = Double.parseDouble(text);
    if (number == 0) {
      // 1970, or a reset that is no news: either way none is known.
      return Moment.unstated();
    }
    if (number > MILLIS_FROM) {
      return EPOCH_MILLIS.understand(text, anchor);
    }
    double fromNow = number - anchor.receivedAt().getEpochSecond();
    return Math.abs(fromNow) <= anchor.horizon().toSeconds()
        ? EPOCH_SECONDS.understand(text, anchor)
        : SECONDS.understand(text, anchor);
  }

  private static Moment retryAfter(String text, Anchor anchor) {
    if (isWhole(text)) {
      return in(Durations.seconds(text).filter(d -> !d.isZero()), anchor);
    }
    Instant until = HttpDates.read(text);
    return anchor
        .date()
        .instant()
        .map(date -> anchor.after(noLessThanZero(Duration.between(date, until))))
        .orElseGet(() -> anchor.ahead(until));
  }

  private static Duration noLessThanZero(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** RFC 3339 section 5.6 lets a blank stand between date and time, and some languages write it. */
  private static String withT(String text) {
    boolean isApart = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
    return isApart ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1) : text;
  }

  private static boolean isWhole(String text) {
    return text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
