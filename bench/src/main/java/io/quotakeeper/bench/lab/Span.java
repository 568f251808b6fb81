package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time, written {@code 300ms}, {@code 90s}, {@code 5m}, {@code 1.5h} or {@code 7d}.
 *
 * @param millis in milliseconds, 0 or more
 */
record Span(long millis) {

  static final long SECOND = 1_000;
  static final long HOUR = 3_600 * SECOND;
  static final long DAY = 24 * HOUR;

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m|h|d)");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Span of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a length of time such as 90s, 5h or 7d: " + text);
    }
    double unit =
        switch (form.group(2)) {
          case "ms" -> 1;
          case "s" -> SECOND;
          case "m" -> 60 * SECOND;
          case "h" -> HOUR;
          default -> DAY;
        };
    return new Span(Math.round(Double.parseDouble(form.group(1)) * unit));
  }
}
