package io.quotakeeper.api;

/** Where the numbers for Prometheus come from. Thread-safe; may block. */
@FunctionalInterface
public interface Metrics {

  /**
   * All metrics as they stand.
   *
   * @param accept the reader's {@code Accept} header, empty if there is none
   */
  Scrape scrape(String accept);

  /**
   * Metrics as text.
   *
   * @param contentType the format, as a {@code Content-Type} value
   * @param text the metrics
   */
  record Scrape(String contentType, String text) {}
}
