package io.quotakeeper.providers;

import io.quotakeeper.quota.Unit;
import java.util.Locale;

/** The names of windows of which only the length is told. */
final class WindowNames {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private WindowNames() {}

  /** The name of a window that is {@code seconds} long. */
  static String ofSeconds(long seconds) {
    if (seconds == 1) {
      return "second";
    }
    if (seconds == MINUTE) {
      return "minute";
    }
    if (seconds == HOUR) {
      return "hourly";
    }
    if (seconds == DAY) {
      return "daily";
    }
    if (seconds == 7 * DAY) {
      return "weekly";
    }
    if (seconds == 30 * DAY || seconds == 365 * DAY / 12) {
      return "monthly";
    }
    return counted(seconds);
  }

  /**
   * The id of a window as users see it: in kebab case; a minute is named by what it counts, as
   * people do.
   */
  static String id(String name, Unit unit) {
    if (name.equals("minute")) {
      return switch (unit.name()) {
        case "requests" -> "rpm";
        case "tokens" -> "tpm";
        case "input-tokens" -> "itpm";
        case "output-tokens" -> "otpm";
        default -> name;
      };
    }
    return kebab(name);
  }

  static String kebab(String name) {
    StringBuilder id = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        id.append(c);
      } else if (!id.isEmpty() && id.charAt(id.length() - 1) != '-') {
        id.append('-');
      }
    }
    String all = id.toString();
    return all.endsWith("-") ? all.substring(0, all.length() - 1) : all;
  }

  private static String counted(long seconds) {
    if (seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
