package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Says in words of each account that was passed over for a lease why it was. */
final class PassedOver {

  private static final Duration SHORT = Duration.ofHours(1);
  private static final int DAYS_OF_A_WEEK = 6;

  /** Who says what a value is, by the word of its source. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "observed", "said by an answer",
          "polled", "said by its quota call",
          "computed", "refilled at its reset, known",
          "metered", "counted by ourselves",
          "stated", "stated by you",
          "refused", "said by a refusal");

  private final Instant now;
  private final ZoneId zone;

  private final UnaryOperator<String> told;

  /**
   * As they are at {@code now}.
   *
   * @param zone in which points of time are told
   * @param told makes a server's reasons fit for a person
   */
  PassedOver(Instant now, ZoneId zone, UnaryOperator<String> told) {
    this.now = now;
    this.zone = zone;
    this.told = told;
  }

  /** A line for each that is named, and one for the rest. */
  List<String> lines(JsonNode told) {
    List<String> lines = new ArrayList<>();
    told.path("passedOver").forEach(it -> lines.add(Plain.line(line(it))));
    List<String> rest = new ArrayList<>();
    long count = 0;
    for (Map.Entry<String, JsonNode> entry : told.path("rest").properties()) {
      count += entry.getValue().asLong();
      rest.add(entry.getValue().asLong() + " " + entry.getKey().replace('-', ' '));
    }
    if (count > 0) {
      lines.add(Plain.line("and " + count + " more: " + String.join(", ", rest)));
    }
    return lines.isEmpty() ? List.of("no other account was looked at") : lines;
  }

  private String line(JsonNode passed) {
    String account = Json.text(passed, "account") + ": ";
    String reason = Json.text(passed, "reason");
    return account
        + switch (reason) {
          case "ranked-lower" -> "ranked lower, " + left(passed) + said(passed);
          case "spent" -> spent(passed) + until(passed) + said(passed);
          case "refused" -> refused(passed) + until(passed) + said(passed);
          case "held" -> "what is left is held for requests under way, or less than this one takes";
          case "reserved" -> "what is left is kept back" + until(passed);
          case "tried" -> "it refused this request before";
          default -> told.apply(Json.text(passed, "detail"));
        };
  }

  private static String left(JsonNode passed) {
    OptionalDouble headroom = Json.number(passed, "headroom");
    return headroom.isPresent()
        ? Amounts.percent(headroom.getAsDouble()) + " left"
        : "not known how much is left";
  }

  private String spent(JsonNode passed) {
    String detail = Json.text(passed, "detail");
    return detail.endsWith("nothing left") ? window(passed) + " spent" : told.apply(detail);
  }

  private static String refused(JsonNode passed) {
    return switch (Json.text(passed, "refusal")) {
      case "window-exhausted" -> window(passed) + " spent";
      case "throttled" -> "throttled";
      case "money-exhausted" -> "balance spent";
      case "not-entitled" -> "not in its plan";
      case "capacity" -> "no capacity at the provider";
      case "unauthenticated" -> "credential refused";
      case "action-required" -> "waits for a person";
      default -> "refused";
    };
  }

  private static String window(JsonNode passed) {
    String window = Json.text(passed, "window");
    return window.isEmpty() ? "quota" : window + " window";
  }

  private String until(JsonNode passed) {
    Optional<Instant> end = Json.instant(passed, "until").filter(it -> it.isAfter(now));
    return end.map(it -> " " + until(it)).orElse("");
  }

  /** What is near as a span, what is later by the clock, the day of the week or the date. */
  private String until(Instant end) {
    Duration ahead = Duration.between(now, end);
    if (ahead.compareTo(SHORT) < 0) {
      return "for another " + Amounts.span(ahead);
    }
    ZonedDateTime at = end.atZone(zone);
    ZonedDateTime today = now.atZone(zone);
    if (at.toLocalDate().equals(today.toLocalDate())) {
      return "until " + format(at, "HH:mm");
    }
    boolean isNear = !at.toLocalDate().isAfter(today.toLocalDate().plusDays(DAYS_OF_A_WEEK));
    return "until " + format(at, isNear ? "EEE HH:mm" : "d MMM HH:mm");
  }

  private static String format(ZonedDateTime at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
  }

  private static String said(JsonNode passed) {
    String source = SOURCES.getOrDefault(Json.text(passed, "source"), "");
    OptionalLong age = Json.whole(passed, "ageSeconds");
    return source.isEmpty() || age.isEmpty()
        ? ""
        : ", " + source + " " + ago(Duration.ofSeconds(age.getAsLong()));
  }

  private static String ago(Duration age) {
    if (age.toSeconds() < 1) {
      return "just now";
    }
    if (age.toMinutes() < 1) {
      return count(age.toSeconds(), "second");
    }
    if (age.toHours() < 1) {
      return count(age.toMinutes(), "minute");
    }
    return age.toDays() < 1 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s") + " ago";
  }
}
