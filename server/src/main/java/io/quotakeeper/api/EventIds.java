package io.quotakeeper.api;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of one run's events: {@code <run>-<number>}. Another run counts anew, so its ids are not
 * ours.
 */
record EventIds(String run) {

  private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,16})-([0-9]{1,18})");

  String id(long number) {
    return run + "-" + number;
  }

  /** The number of one of our ids; empty for any other text. */
  OptionalLong number(String id) {
    Matcher matcher = FORM.matcher(id);
    return matcher.matches() && matcher.group(1).equals(run)
        ? OptionalLong.of(Long.parseLong(matcher.group(2)))
        : OptionalLong.empty();
  }
}
