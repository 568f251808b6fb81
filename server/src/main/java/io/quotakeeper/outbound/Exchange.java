package io.quotakeeper.outbound;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One call and its answer. All of it runs on one event loop; only {@code answer} is seen by others,
 * and whoever completes it from outside, by cancelling it, ends the exchange.
 */
final class Exchange {

  private static final int OK = 200;
  private static final int MOST_INTERIM_ANSWERS = 8;
  private static final String NOT_HTTP = ": the answer is not proper HTTP";

  private final HttpClientAgent client;
  private final CallRequest call;
  private final Route route;
  private final CompletableFuture<Answer> answer;
  private int interims;

  Exchange(
      HttpClientAgent client, CallRequest call, Route route, CompletableFuture<Answer> answer) {
    this.client = client;
    this.call = call;
    this.route = route;
    this.answer = answer;
  }

  void begin() {
    connect(0);
  }

  private void connect(int attempt) {
    if (answer.isDone()) {
      return;
    }
    Future<HttpClientRequest> request;
    try {
      request = client.request(options(attempt));
    } catch (IllegalArgumentException e) {
      // A header that cannot be written.
      fail(e);
      return;
    }
    request.onComplete(
        this::sendOn,
        trouble -> {
          if (route.goesOn(attempt, trouble)) {
            connect(attempt + 1);
          } else {
            fail(trouble);
          }
        });
  }

  private RequestOptions options(int attempt) {
    URI uri = call.uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method()))
            .setServer(route.endpoint(uri, attempt))
            .setHost(route.host())
            .setPort(Route.port(uri))
            .setSsl(Route.isTls(uri))
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false);
    call.headers().fields().forEach(f -> options.addHeader(f.getKey(), f.getValue()));
    return options.putHeader(HttpHeaders.ACCEPT_ENCODING, BoundedBody.ACCEPTED);
  }

  private void sendOn(HttpClientRequest request) {
    if (answer.isDone()) {
      // Nothing was sent yet: the connection is as good as before.
      var _ = request.reset();
      return;
    }
    var _ =
        answer.whenComplete((_, failure) -> {
          if (failure != null) {
            // While the answer is under way this closes a connection of HTTP/1.1, and ends the
            // stream
            // alone on HTTP/2. After that the connection is another call's: it must not be touched.
            var _ = request.reset();
          }
        });
    request.continueHandler(_ -> interim());
    request.earlyHintsHandler(_ -> interim());
    request.response().onComplete(this::take, this::fail);
    Future<Void> sent = call.body().isEmpty() ? request.end() : request.end(call.body());
    sent.onFailure(this::fail);
  }

  /** An interim answer came. Some are usual; one who sends no end of them means no good. */
  private void interim() {
    if (++interims > MOST_INTERIM_ANSWERS) {
      fail(new TransportException(Kind.PROTOCOL, route.host() + NOT_HTTP));
    }
  }

  private void take(HttpClientResponse response) {
    response.exceptionHandler(this::fail);
    if (response.statusCode() < OK) {
      // The client takes interim answers that it does not know for final ones, and would take the
      // final one for the next call's.
      if (response.version() != HttpVersion.HTTP_2) {
        var _ = response.request().connection().close();
      }
      fail(new TransportException(Kind.PROTOCOL, route.host() + NOT_HTTP));
      return;
    }
    BoundedBody body;
    try {
      String encoding = String.join(",", response.headers().getAll(HttpHeaders.CONTENT_ENCODING));
      body = new BoundedBody(route.host(), encoding);
    } catch (TransportException e) {
      fail(e);
      return;
    }
    response.handler(piece -> {
      try {
        if (!answer.isDone()) {
          body.take(piece);
        }
      } catch (TransportException e) {
        fail(e);
      }
    });
    response.endHandler(_ -> complete(response, body));
  }

  private void complete(HttpClientResponse response, BoundedBody body) {
    try {
      List<Map.Entry<String, String>> fields =
          response.headers().entries().stream()
              .map(field -> Map.entry(field.getKey(), field.getValue()))
              .toList();
      answer.complete(new Answer(response.statusCode(), Headers.of(fields), body.text()));
    } catch (TransportException e) {
      fail(e);
    }
  }

  private void fail(Throwable trouble) {
    answer.completeExceptionally(Troubles.of(route.host(), trouble));
  }
}
