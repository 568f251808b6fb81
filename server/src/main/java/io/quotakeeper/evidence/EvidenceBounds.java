package io.quotakeeper.evidence;

/**
 * How much an evidence log may hold on the disk.
 *
 * @param fileBytes the most that one file holds, in bytes, above 0
 * @param files how many files there are at most, the one that is written among them, 1 or more
 */
public record EvidenceBounds(long fileBytes, int files) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there is room for nothing
   */
  public EvidenceBounds {
    if (fileBytes < 1 || files < 1) {
      throw new IllegalArgumentException(
          "evidence log has no room: " + files + " files of " + fileBytes + " bytes");
    }
  }
}
