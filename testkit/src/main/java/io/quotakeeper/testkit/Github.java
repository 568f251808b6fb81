package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's REST API: one pool of requests for each resource, told by {@code /rate_limit} and by the
 * headers of every answer.
 */
final class Github implements Dialect {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DOCS = "https://docs.github.com/rest";
  private static final String LIMITS = DOCS + "/using-the-rest-api/rate-limits-for-the-rest-api";

  @Override
  public String provider() {
    return "github";
  }

  @Override
  public String plan() {
    return "";
  }

  @Override
  public List<String> models() {
    return List.of();
  }

  @Override
  public List<SimulatedWindow> windows() {
    return List.of(
        pool("core", "hourly", 5000, Duration.ofHours(1)),
        pool("graphql", "hourly", 5000, Duration.ofHours(1)),
        pool("search", "rpm", 30, Duration.ofMinutes(1)),
        pool("code_search", "rpm", 10, Duration.ofMinutes(1)));
  }

  private static SimulatedWindow pool(String resource, String id, double limit, Duration length) {
    return SimulatedWindow.fixed(Scope.group(resource), id, Unit.REQUESTS, limit, length);
  }

  @Override
  public String call(IncomingRequest request) {
    return request.path().equals("/rate_limit") ? "rateLimit" : Adapter.TRAFFIC;
  }

  @Override
  public Answer answer(String call, Visit visit) {
    return call.equals(Adapter.TRAFFIC) ? traffic(visit) : rateLimit(visit);
  }

  private static Answer rateLimit(Visit visit) {
    ObjectNode body = JSON.objectNode();
    ObjectNode resources = body.putObject("resources");
    visit.stock().read().forEach(r -> resources.set(resource(r), fields(r)));
    return Answer.json(200, body).with(headers(visit.stock().readCovering(Scope.group("core"))));
  }

  private static ObjectNode fields(Remaining pool) {
    ObjectNode fields = JSON.objectNode();
    numbers(pool).forEach(e -> fields.put(e.getKey(), e.getValue()));
    return fields;
  }

  private static Answer traffic(Visit visit) {
    String path = visit.request().path();
    return switch (visit.stock().take(Scope.group(resourceOf(path)), Cost.ONE_REQUEST)) {
      case Taking.Granted(List<Remaining> left) ->
          Answer.json(200, JSON.objectNode().put("url", "https://api.github.com" + path))
              .with(headers(left));
      case Taking.Denied denied ->
          message(403, "API rate limit exceeded for user ID 1.", LIMITS)
              .with(headers(denied.left()));
    };
  }

  private static String resourceOf(String path) {
    if (path.startsWith("/search/code")) {
      return "code_search";
    }
    if (path.startsWith("/search/")) {
      return "search";
    }
    return path.equals("/graphql") ? "graphql" : "core";
  }

  private static Headers headers(List<Remaining> pools) {
    Optional<Remaining> pool = pools.stream().findFirst();
    if (pool.isEmpty()) {
      return Headers.none();
    }
    Headers headers = Headers.none();
    for (var number : numbers(pool.get())) {
      headers = headers.with("x-ratelimit-" + number.getKey(), Long.toString(number.getValue()));
    }
    return headers.with("x-ratelimit-resource", resource(pool.get()));
  }

  private static List<Map.Entry<String, Long>> numbers(Remaining pool) {
    long limit = (long) pool.of().limit();
    long remaining = (long) pool.left();
    return List.of(
        Map.entry("limit", limit),
        Map.entry("used", limit - remaining),
        Map.entry("remaining", remaining),
        Map.entry("reset", pool.resetsAt().instant().map(Dialect::epochSeconds).orElse(0L)));
  }

  private static String resource(Remaining pool) {
    return pool.of().window().scope() instanceof Scope.Group(String id) ? id : "core";
  }

  @Override
  public Answer failure(int status) {
    return switch (status) {
      case 401 -> message(401, "Bad credentials", DOCS);
      case 403 -> message(403, "Resource not accessible by personal access token", DOCS);
      case 404 -> message(404, "Not Found", DOCS);
      default -> message(status, "Server Error", DOCS);
    };
  }

  @Override
  public Answer throttled(Duration wait, Visit visit) {
    Answer answer =
        message(
            403,
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try"
                + " again.",
            LIMITS + "#about-secondary-rate-limits");
    return wait.isZero() ? answer : answer.with("Retry-After", "" + Dialect.seconds(wait));
  }

  @Override
  public String entries(String call) {
    return call.equals(Adapter.TRAFFIC) ? "" : "/resources";
  }

  private static Answer message(int status, String text, String link) {
    return Answer.json(
        status,
        JSON.objectNode()
            .put("message", text)
            .put("documentation_url", link)
            .put("status", Integer.toString(status)));
  }
}
