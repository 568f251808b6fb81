package io.quotakeeper.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the parameters of a request: each one known, given once, and not empty. */
final class Parameters {

  private static final int LONGEST_ECHO = 40;
  private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");

  private Parameters() {}

  /**
   * The call that a request means.
   *
   * @throws ProblemException if it has other parameters than the operation takes
   */
  static Call read(RoutingContext context, Operation operation) {
    Map<String, String> parameters = new HashMap<>(context.pathParams());
    MultiMap query = context.queryParams();
    for (String name : query.names()) {
      if (!operation.query().contains(name)) {
        throw unknown(name, operation.query());
      }
      List<String> values = query.getAll(name);
      if (values.size() > 1) {
        throw Call.badParameter(name, "is given more than once");
      }
      if (values.getFirst().isBlank()) {
        throw Call.badParameter(name, "is empty; leave it out to mean all");
      }
      parameters.put(name, values.getFirst());
    }
    MultiMap headers = context.request().headers();
    return new Call(
        parameters,
        header(headers, HttpHeaders.ACCEPT),
        header(headers, LAST_EVENT_ID),
        body(context, operation));
  }

  private static Buffer body(RoutingContext context, Operation operation) {
    Buffer body = context.body().buffer();
    return body == null || operation.takes() == Operation.Takes.NOTHING ? Buffer.buffer() : body;
  }

  private static String header(MultiMap headers, CharSequence name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  private static ProblemException unknown(String name, List<String> known) {
    String echo = name.length() > LONGEST_ECHO ? name.substring(0, LONGEST_ECHO) + "…" : name;
    String taken = known.isEmpty() ? "no query parameters" : String.join(", ", known);
    return new ProblemException(
        Problem.of(
            400,
            "unknown-parameter",
            "unknown parameter \"" + echo + "\"; this operation takes " + taken));
  }
}
