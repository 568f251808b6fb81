package io.quotakeeper.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Writes answers, each with the headers that keep browsers from making anything else of them. */
final class Responder {

  private static final Map<String, String> ALWAYS =
      Map.of(
          "x-content-type-options", "nosniff",
          "referrer-policy", "no-referrer",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "cross-origin-resource-policy", "same-origin",
          "cache-control", "no-store");

  private final String run;
  private final AtomicLong requests = new AtomicLong();

  private final Patience patience;

  Responder(RandomGenerator random, Patience patience) {
    run = Long.toHexString(random.nextLong());
    this.patience = patience;
  }

  /** The whole request is here: from now on it is the client who waits. */
  void itIsOurTurn(HttpServerRequest request) {
    patience.itIsOurTurn(request.connection());
  }

  void send(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      patience.itIsTheClientsTurn(request.connection());
      ALWAYS.forEach(response::putHeader);
      response.setStatusCode(200).putHeader("content-type", reply.contentType()).end(reply.text());
    }
  }

  /** Returns the id that the answer names the request by. */
  String send(HttpServerRequest request, Problem problem) {
    String id = run + "-" + requests.incrementAndGet();
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      patience.itIsTheClientsTurn(request.connection());
      ALWAYS.forEach(response::putHeader);
      problem.headers().forEach(response::putHeader);
      response
          .setStatusCode(problem.status())
          .putHeader("content-type", Problem.CONTENT_TYPE)
          .end(problem.text(id));
    }
    return id;
  }
}
