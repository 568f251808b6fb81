package io.quotakeeper.outbound;

import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Makes a connection as a call would, and closes it: no request goes over it. */
record Probe(HttpClientAgent client, URI uri, Route route, CompletableFuture<Void> reached) {

  void begin() {
    connect(0);
  }

  private void connect(int attempt) {
    var options =
        new HttpConnectOptions()
            .setServer(route.endpoint(uri, attempt))
            .setHost(route.host())
            .setPort(Route.port(uri))
            .setSsl(Route.isTls(uri));
    client
        .connect(options)
        .onComplete(
            this::close,
            trouble -> {
              if (route.goesOn(attempt, trouble)) {
                connect(attempt + 1);
              } else {
                reached.completeExceptionally(Troubles.of(route.host(), trouble));
              }
            });
  }

  private void close(HttpClientConnection connection) {
    var _ = connection.close();
    reached.complete(null);
  }
}
