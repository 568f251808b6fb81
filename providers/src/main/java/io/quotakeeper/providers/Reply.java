package io.quotakeeper.providers;

import java.time.Instant;

/**
 * An answer of a provider, as it came.
 *
 * @param call which call was answered: a name of the adapter's, or {@link Adapter#TRAFFIC} for an
 *     ordinary request
 * @param status the HTTP status
 * @param headers its header fields
 * @param body its text, at most 1 MiB, empty if there is none
 * @param receivedAt when it came, by our clock; relative times count from here
 */
public record Reply(String call, int status, Headers headers, String body, Instant receivedAt) {

  /**
   * The answer to an ordinary request, as its caller got it.
   *
   * @param status the HTTP status
   * @param headers its header fields
   * @param body its text, empty if it is not at hand; of a refusal it says what was refused
   * @param receivedAt when it came, by our clock
   */
  public static Reply ofTraffic(int status, Headers headers, String body, Instant receivedAt) {
    return new Reply(Adapter.TRAFFIC, status, headers, body, receivedAt);
  }

  /** Without headers and body, which may hold anything. */
  @Override
  public String toString() {
    return "Reply[" + call + ", " + status + ", " + receivedAt + "]";
  }
}
