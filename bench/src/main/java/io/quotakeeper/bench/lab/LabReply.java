package io.quotakeeper.bench.lab;

import java.util.List;

/**
 * What a provider answers to a request, before it is put into words.
 *
 * @param group whose account was used
 * @param ruling what it decided
 * @param status the HTTP status
 * @param retryAfter what it says of when to come again, in seconds; negative if nothing
 * @param windows what its headers tell; empty if nothing
 */
record LabReply(
    AccountGroup group, Ruling ruling, int status, long retryAfter, List<WindowState> windows) {

  static final long UNTOLD = -1;

  boolean isServed() {
    return ruling.isServed();
  }

  /** It has arrived now. */
  void arrived(long now) {
    ruling.arrived(retryAfter == UNTOLD ? 0 : now + retryAfter * Span.SECOND);
  }
}
