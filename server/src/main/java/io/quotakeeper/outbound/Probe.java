package io.quotakeeper.outbound;

import io.quotakeeper.engine.TransportException;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Makes a connection as a call would, and closes it: no request goes over it. */
record Probe(HttpClientAgent client, URI uri, Route route, CompletableFuture<Void> reached) {

  void begin() {
    connect(0);
  }

  private void connect(int attempt) {
    boolean tls = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : (tls ? 443 : 80);
    var address = new InetSocketAddress(route.addresses().get(attempt), port);
    var options =
        new HttpConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(address))
            .setHost(route.host())
            .setPort(port)
            .setSsl(tls);
    client
        .connect(options)
        .onComplete(
            this::close,
            trouble -> {
              TransportException known = Troubles.of(route.host(), trouble);
              if (attempt + 1 < route.addresses().size()
                  && known.kind() == TransportException.Kind.NETWORK) {
                connect(attempt + 1);
              } else {
                reached.completeExceptionally(known);
              }
            });
  }

  private void close(HttpClientConnection connection) {
    var _ = connection.close();
    reached.complete(null);
  }
}
