package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxTransportTlsTest {

  private static final String CANARY = "canary-51e7aa";

  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<Object> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch silentAsked = new CountDownLatch(1);
  private final CompletableFuture<Throwable> silentEnd = new CompletableFuture<>();
  private Vertx vertx;
  private ExecutorService executor;
  private Certificate certificate;
  private HttpServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    executor = Executors.newVirtualThreadPerTaskExecutor();
    certificate = Certificate.make(folder);
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setSni(true)
                    .setKeyCertOptions(certificate.options()))
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .await();
  }

  @BeforeEach
  void forget() {
    requests.clear();
    connections.clear();
  }

  @AfterAll
  void stop() {
    vertx.close().await();
    executor.close();
  }

  private void serve(HttpServerRequest request) {
    requests.add(request);
    connections.add(request.connection());
    if (request.uri().equals("/silent")) {
      request.response().exceptionHandler(silentEnd::complete);
      silentAsked.countDown();
    } else {
      request.response().end("{}");
    }
  }

  /** Which trusts the one certificate. */
  private VertxTransport trusting() {
    var options =
        VertxTransport.options()
            .setTrustOptions(certificate.options())
            // The first handshake of a JVM takes long where others use the machine too.
            .setSslHandshakeTimeout(60);
    return new VertxTransport(vertx, ports(), 8, options);
  }

  private OutboundPorts ports() {
    return new OutboundPorts(
        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")), (_, _) -> true, executor);
  }

  private CompletableFuture<Answer> send(VertxTransport transport, String host, String path) {
    return transport.send(
        new CallRequest(
            "GET",
            URI.create("https://" + host + path),
            Headers.none().with("Authorization", "Bearer " + CANARY),
            ""));
  }

  @Test
  void serverThatSpeaksHttp2_isSpokenToInHttp2UnderItsNameOnOneConnection() throws Exception {
    String host = "provider.test:" + server.actualPort();
    try (var transport = trusting()) {
      for (int i = 0; i < 3; i++) {
        Answer answer = send(transport, host, "/").get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
      }

      assertThat(connections).hasSize(1);
      assertThat(requests)
          .hasSize(3)
          .allSatisfy(request -> {
            assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(request.authority()).hasToString(host);
            assertThat(request.connection().indicatedServerName()).isEqualTo("provider.test");
          });
    }
  }

  @Test
  void cancel_overHttp2_resetsTheStreamAndKeepsTheConnection() throws Exception {
    String host = "provider.test:" + server.actualPort();
    try (var transport = trusting()) {
      send(transport, host, "/").get(20, TimeUnit.SECONDS);
      var call = send(transport, host, "/silent");
      RawServer.await(silentAsked);

      call.cancel(true);

      assertThat(silentEnd.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
      send(transport, host, "/").get(20, TimeUnit.SECONDS);
      assertThat(connections).hasSize(1);
    }
  }
}
