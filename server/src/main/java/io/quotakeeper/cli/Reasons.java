package io.quotakeeper.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reasons of a server made fit for a table. Programs get them as they are, in JSON. */
final class Reasons {

  private static final Pattern INSTANT =
      Pattern.compile("(until )?((\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d{1,9})?Z)");
  private static final Pattern URL = Pattern.compile("(https?://[^/\\s]+/)\\S{12,}");

  private Reasons() {}

  /** With instants as people read them, counted from {@code now}. */
  static String full(String reason, Instant now) {
    return INSTANT.matcher(reason).replaceAll(found -> Matcher.quoteReplacement(told(found, now)));
  }

  /** With instants to the second, for what is read again later. */
  static String dated(String reason) {
    return INSTANT.matcher(reason).replaceAll("$1$3Z");
  }

  /** As {@link #full}, and of long addresses the host alone. */
  static String brief(String reason, Instant now, Look look) {
    return URL.matcher(full(reason, now)).replaceAll("$1" + look.ellipsis());
  }

  private static String told(MatchResult found, Instant now) {
    try {
      Duration ahead = Duration.between(now, Instant.parse(found.group(2)));
      if (ahead.isPositive()) {
        return (found.group(1) == null ? "in " : "for another ") + Amounts.span(ahead);
      }
      String ago = Amounts.span(ahead.negated());
      String since = ago.equals("now") ? "now" : ago + " ago";
      return found.group(1) == null ? since : "until " + since;
    } catch (DateTimeException e) {
      // Looks like an instant and is none, such as the 40th of a month.
      return found.group();
    }
  }
}
