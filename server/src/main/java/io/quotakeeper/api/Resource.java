package io.quotakeeper.api;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one path offers. */
record Resource(List<Operation> operations) {

  Optional<Operation> operation(HttpMethod method) {
    HttpMethod meant = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    return operations.stream().filter(o -> o.method().equals(meant)).findFirst();
  }

  /**
   * Who may use that method; a method that is not offered is refused to strangers as others are.
   */
  Access access(HttpMethod method) {
    return operation(method)
        .map(Operation::access)
        .orElseGet(() ->
            operations.stream().allMatch(o -> o.access() == Access.ANYONE)
                ? Access.ANYONE
                : Access.ADMIN);
  }

  /** How many bytes the body of a request to it may have. */
  int mostBytes() {
    return operations.stream().mapToInt(o -> o.takes().mostBytes()).max().orElse(0);
  }

  /** The methods, as an {@code Allow} header has them. */
  String allowed() {
    return operations.stream()
        .flatMap(o ->
            o.method().equals(HttpMethod.GET)
                ? Stream.of("GET", "HEAD")
                : Stream.of(o.method().name()))
        .collect(Collectors.joining(", "));
  }
}
