package io.quotakeeper.testkit;

import io.quotakeeper.providers.Headers;
import java.util.Locale;

/**
 * A request as it came.
 *
 * @param method as spelled
 * @param path the target's path, without the query
 * @param headers its header fields
 * @param body its text, empty if there is none
 * @param keepAlive whether the connection may serve another request
 */
record IncomingRequest(
    String method, String path, Headers headers, String body, boolean keepAlive) {

  /** The credential of the Authorization field, empty if there is none. */
  String credential() {
    String field = headers.get("authorization").orElse("");
    String lower = field.toLowerCase(Locale.ROOT);
    for (String scheme : new String[] {"bearer ", "token "}) {
      if (lower.startsWith(scheme)) {
        return field.substring(scheme.length()).strip();
      }
    }
    return "";
  }

  /** This request with another path. */
  IncomingRequest at(String other) {
    return new IncomingRequest(method, other, headers, body, keepAlive);
  }

  /** Without header values and body, which may hold a credential. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
