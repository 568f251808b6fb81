package io.quotakeeper.config;

/**
 * Whether evidence is kept as it came, and how much of it.
 *
 * @param log whether
 * @param maxFileSize the most that one file holds, in bytes
 * @param files how many files there are at most
 */
public record EvidenceSettings(boolean log, long maxFileSize, int files) {

  /** Nothing is kept; if it were, 4 files of 16 MB. */
  public static EvidenceSettings defaults() {
    return new EvidenceSettings(false, 16_000_000, 4);
  }
}
