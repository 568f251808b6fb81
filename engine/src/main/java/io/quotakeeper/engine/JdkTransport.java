package io.quotakeeper.engine;

import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Sends with the JDK's HTTP client, over HTTP/2 where the provider speaks it, else HTTP/1.1. Does
 * not ask for compression, and refuses an answer that is compressed all the same, since the client
 * would not undo it. Thread-safe.
 */
public final class JdkTransport implements Transport {

  private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(3);
  private static final int MOST_IN_FLIGHT = 1024;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final Permits permits = new Permits(MOST_IN_FLIGHT);

  /** Trusts whom this machine trusts. Opens no connection yet. */
  public JdkTransport() {
    this(defaultTrust());
  }

  JdkTransport(SSLContext trust) {
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(TIME_TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(trust)
            .build();
  }

  private static SSLContext defaultTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  @Override
  public CompletableFuture<Answer> send(CallRequest request) {
    var exchange = new Exchange(String.valueOf(request.uri().getHost()));
    HttpRequest ready;
    try {
      ready = http(request);
    } catch (IllegalArgumentException _) {
      // Its message may quote a header, and with it the credential.
      return CompletableFuture.failedFuture(
          new TransportException(
              Kind.PROTOCOL, exchange.host + ": the request cannot be expressed in HTTP"));
    }
    exchange.begin(permits.acquire(), ready);
    return exchange.answer;
  }

  /** Closes all connections; calls under way fail. */
  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }

  private final class Exchange {

    private final String host;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Exchange(String host) {
      this.host = host;
    }

    void begin(CompletableFuture<Permits.Permit> wish, HttpRequest request) {
      // Whoever cancels the answer gives up the wait for a permit too.
      var _ = answer.whenComplete((_, _) -> wish.cancel(true));
      var _ = wish.thenAccept(permit -> send(permit, request));
    }

    private void send(Permits.Permit permit, HttpRequest request) {
      if (answer.isDone()) {
        permit.close();
        return;
      }
      CompletableFuture<HttpResponse<byte[]>> call =
          client.sendAsync(request, head -> CappedBody.of(host, head));
      var _ = answer.whenComplete((_, _) -> call.cancel(true));
      var _ =
          call.whenComplete((response, trouble) -> {
            permit.close();
            if (response == null) {
              answer.completeExceptionally(Troubles.of(host, trouble));
            } else {
              answer.complete(answerOf(response));
            }
          });
    }
  }

  private static Answer answerOf(HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    return new Answer(response.statusCode(), Headers.of(response.headers().map()), body);
  }

  private static HttpRequest http(CallRequest request) {
    // Over plain HTTP the client would ask every server to upgrade, which confuses some.
    HttpClient.Version version =
        "http".equals(request.uri().getScheme())
            ? HttpClient.Version.HTTP_1_1
            : HttpClient.Version.HTTP_2;
    HttpRequest.BodyPublisher body =
        request.body().isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(request.body());
    var http =
        HttpRequest.newBuilder(request.uri()).version(version).method(request.method(), body);
    request.headers().fields().forEach(field -> http.header(field.getKey(), field.getValue()));
    return http.build();
  }
}
