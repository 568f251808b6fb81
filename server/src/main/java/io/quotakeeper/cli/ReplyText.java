package io.quotakeeper.cli;

import java.util.List;

/**
 * A reply as somebody wrote it down, before anything of it was checked. Empty text is what was left
 * out.
 *
 * @param provider the adapter's name
 * @param call which call was answered
 * @param model the request's model
 * @param baseUrl the account's base URL
 * @param status the HTTP status in digits
 * @param headers header fields, each as {@code Name: value}
 * @param body its text
 * @param at when it came, as an RFC 3339 instant
 */
record ReplyText(
    String provider,
    String call,
    String model,
    String baseUrl,
    String status,
    List<String> headers,
    String body,
    String at) {

  ReplyText {
    headers = List.copyOf(headers);
  }

  /** Without headers and body, which may hold anything. */
  @Override
  public String toString() {
    return "ReplyText[" + provider + ", " + call + ", " + status + "]";
  }
}
