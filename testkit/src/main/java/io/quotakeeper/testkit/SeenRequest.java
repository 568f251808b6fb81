package io.quotakeeper.testkit;

import java.util.List;

/**
 * A request that an account made. It holds no header value and no body, so no credential either.
 *
 * @param call the adapter's name for the call, {@code traffic} for an ordinary request
 * @param method as spelled
 * @param path the path below the provider's base URL, without the query
 * @param headerNames as spelled, in the order in which they came
 */
public record SeenRequest(String call, String method, String path, List<String> headerNames) {
  /** Copies the list. */
  public SeenRequest {
    headerNames = List.copyOf(headerNames);
  }
}
