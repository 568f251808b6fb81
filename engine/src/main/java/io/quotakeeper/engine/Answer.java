package io.quotakeeper.engine;

import io.quotakeeper.providers.Headers;

/**
 * An HTTP answer.
 *
 * @param status its status
 * @param headers its header fields
 * @param body its text, decoded as UTF-8, at most {@link Transport#MOST_BYTES} bytes
 */
public record Answer(int status, Headers headers, String body) {

  /** Without headers and body, which may hold anything. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
