package io.quotakeeper.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes on the disk as people write them: {@code 500KB}, {@code 16MB}, {@code 1GB}. */
final class Sizes {

  private static final long LEAST = 100_000;
  private static final long MOST = 10_000_000_000L;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(KB|MB|GB)");
  private static final Map<String, Long> UNITS =
      Map.of("KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);

  /** In bytes. */
  static final Kind<Long> KIND = new Kind<>("a size from 100KB to 10GB such as 16MB", Sizes::parse);

  private Sizes() {}

  /** As people write it, in the largest unit that says it exactly; less than a KB is left out. */
  static String text(long bytes) {
    String unit = bytes % 1_000_000_000 == 0 ? "GB" : bytes % 1_000_000 == 0 ? "MB" : "KB";
    return bytes / UNITS.getOrDefault(unit, 1L) + unit;
  }

  private static long parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    long bytes = Long.parseLong(parts.group(1)) * UNITS.getOrDefault(parts.group(2), 0L);
    if (bytes < LEAST) {
      throw new IllegalArgumentException("less than 100KB");
    }
    if (bytes > MOST) {
      throw new IllegalArgumentException("more than 10GB");
    }
    return bytes;
  }
}
