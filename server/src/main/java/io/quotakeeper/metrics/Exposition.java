package io.quotakeeper.metrics;

import java.util.Locale;

/**
 * The metrics as a scraper reads them.
 *
 * @param contentType of the body, with version and charset
 * @param body the text
 */
public record Exposition(String contentType, String body) {

  static final String OPEN_METRICS_1 = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String PLAIN = "text/plain";

  /**
   * The content type for an {@code Accept} header: OpenMetrics 1.0.0 for who wants it at least as
   * much as plain text, else the Prometheus text format 0.0.4.
   */
  static String contentTypeFor(String accept) {
    double openMetrics = 0;
    double plain = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      if (type.equals(OPEN_METRICS)) {
        openMetrics = Math.max(openMetrics, quality(range));
      } else if (type.equals(PLAIN)) {
        plain = Math.max(plain, quality(range));
      }
    }
    return openMetrics > 0 && openMetrics >= plain ? OPEN_METRICS_1 : PROMETHEUS_TEXT;
  }

  private static double quality(String range) {
    for (String parameter : range.split(";", -1)) {
      String text = parameter.strip();
      if (text.startsWith("q=")) {
        return number(text.substring(2).strip());
      }
    }
    return 1;
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1 ? value : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
