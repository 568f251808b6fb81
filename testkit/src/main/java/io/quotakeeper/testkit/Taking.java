package io.quotakeeper.testkit;

import java.util.List;

/** What became of a request to the stock. */
sealed interface Taking {

  /**
   * It was taken.
   *
   * @param left the windows that it was taken from, as they stand now
   */
  record Granted(List<Remaining> left) implements Taking {}

  /**
   * Nothing was taken.
   *
   * @param spent the window that refuses for longest, one without a reset first
   * @param asked how much of it was asked for
   * @param left all windows that cover the request
   */
  record Denied(Remaining spent, double asked, List<Remaining> left) implements Taking {}
}
