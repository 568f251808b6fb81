package io.quotakeeper.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
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
  private final EventStreams streams;

  Responder(RandomGenerator random, Patience patience, EventStreams streams) {
    run = Long.toHexString(random.nextLong());
    this.patience = patience;
    this.streams = streams;
  }

  /** The whole request is here: from now on it is the client who waits. */
  void itIsOurTurn(HttpServerRequest request) {
    patience.itIsOurTurn(request.connection());
  }

  /** A name for a request, for an answer and the log to agree on. */
  String newRequestId() {
    return run + "-" + requests.incrementAndGet();
  }

  void send(HttpServerRequest request, Result result) {
    switch (result) {
      case Reply reply -> write(request, reply);
      case EventReply events -> stream(request, events.subscription());
    }
  }

  void send(HttpServerRequest request, Problem problem) {
    send(request, problem, newRequestId());
  }

  void send(HttpServerRequest request, Problem problem, String requestId) {
    problem.headers().forEach(request.response()::putHeader);
    write(request, new Reply(problem.status(), Problem.CONTENT_TYPE, problem.text(requestId)));
    if (problem.closes()) {
      patience.endsSoon(request.connection());
    }
  }

  private void stream(HttpServerRequest request, Events.Subscription subscription) {
    if (request.method().equals(HttpMethod.HEAD)) {
      subscription.close();
      write(request, new Reply(Reply.OK, EventReply.CONTENT_TYPE, ""));
      return;
    }
    ALWAYS.forEach(request.response()::putHeader);
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, EventReply.CONTENT_TYPE);
    streams.begin(request, subscription);
  }

  private void write(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    patience.itIsTheClientsTurn(request.connection());
    Buffer body = Buffer.buffer(reply.text());
    ALWAYS.forEach(response::putHeader);
    response
        .setStatusCode(reply.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
