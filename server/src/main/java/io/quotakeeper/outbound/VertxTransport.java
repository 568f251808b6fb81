package io.quotakeeper.outbound;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends quota calls through the server's pooled client, over HTTP/2 where the provider speaks it,
 * else HTTP/1.1. Each call's name is resolved once, every address that comes of it is put to the
 * policy, and the connection goes to the very address that was checked, under the name's own Host
 * and TLS name. Follows no redirect and no proxy setting, and never falls back from TLS.
 * Thread-safe; nothing here blocks the caller or an event loop.
 */
public final class VertxTransport implements Transport {

  private static final int HTTP2_CONNECTIONS_PER_HOST = 4;
  private static final int LONGEST_QUEUE_PER_HOST = 1024;
  private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(3);
  private static final Duration TIME_TO_AGREE_ON_TLS = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final OutboundPorts ports;
  private final HttpClientAgent client;
  private final AtomicLong calls = new AtomicLong();
  private final ConcurrentMap<Long, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Opens no connection yet.
   *
   * @param connectionsPerHost the most HTTP/1.1 connections to one address of one host, 1 or more
   */
  public VertxTransport(Vertx vertx, OutboundPorts ports, int connectionsPerHost) {
    this(vertx, ports, connectionsPerHost, options());
  }

  VertxTransport(
      Vertx vertx, OutboundPorts ports, int connectionsPerHost, HttpClientOptions options) {
    this.vertx = vertx;
    this.ports = ports;
    client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(connectionsPerHost)
                    .setHttp2MaxSize(HTTP2_CONNECTIONS_PER_HOST)
                    .setMaxWaitQueueSize(LONGEST_QUEUE_PER_HOST))
            // The call that is concerned hears of it; unheard here, it would be logged as an error.
            .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
            .build();
  }

  static HttpClientOptions options() {
    return new HttpClientOptions()
        // Of a connection without TLS; those with it follow the list.
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setTcpNoDelay(true)
        .setConnectTimeout((int) TIME_TO_CONNECT.toMillis())
        .setSslHandshakeTimeout(TIME_TO_AGREE_ON_TLS.toSeconds())
        .setMaxHeaderSize(MOST_HEADER_BYTES)
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(MOST_HEADER_BYTES))
        .setDecompressionSupported(false)
        .setPipelining(false);
  }

  @Override
  public CompletableFuture<Answer> send(CallRequest request) {
    CompletableFuture<Answer> answer = opened();
    Context loop = vertx.getOrCreateContext();
    find(
        request.uri(),
        answer,
        route -> loop.runOnContext(_ -> new Exchange(client, request, route, answer).begin()));
    return answer;
  }

  /**
   * Whether a call to this URL would find its way: its name is resolved, the policy asked, and a
   * connection made and closed, over TLS where the URL says so. Nothing is sent on it.
   *
   * @return completes when it was; fails with a {@link TransportException} as a call would
   */
  public CompletableFuture<Void> reach(URI uri) {
    var reached = new CompletableFuture<Void>();
    find(uri, reached, route -> new Probe(client, uri, route, reached).begin());
    return reached;
  }

  /** Finds the way to a URL, aside since that may block, and goes it; else ends {@code end}. */
  private void find(URI uri, CompletableFuture<?> end, Consumer<Route> go) {
    String host = Route.hostOf(uri);
    String scheme = String.valueOf(uri.getScheme());
    if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
      end.completeExceptionally(
          new TransportException(Kind.PROTOCOL, "a call goes to an http or https URL only"));
      return;
    }
    try {
      ports
          .executor()
          .execute(() -> {
            try {
              go.accept(new Routes(ports.names(), ports.policy()).to(host));
            } catch (TransportException e) {
              end.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException _) {
      end.completeExceptionally(stopping());
    }
  }

  private CompletableFuture<Answer> opened() {
    var answer = new CompletableFuture<Answer>();
    long number = calls.incrementAndGet();
    underWay.put(number, answer);
    var _ = answer.whenComplete((_, _) -> underWay.remove(number));
    // After it was added: whoever closes now either sees it there, or was seen here.
    if (closed) {
      answer.completeExceptionally(stopping());
    }
    return answer;
  }

  /** Closes all connections; calls under way fail. Does not wait for the former. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(underWay.values()).forEach(answer -> answer.completeExceptionally(stopping()));
    var _ = client.close();
  }

  private static TransportException stopping() {
    return new TransportException(Kind.NETWORK, "the program is stopping");
  }
}
