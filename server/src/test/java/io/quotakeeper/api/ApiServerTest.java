package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.api.ContractClient.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  @Test
  void start_onAPortThatIsTaken_failsWithABindExceptionThatNamesIt() throws IOException {
    var vertx = Vertx.vertx();
    try (var served = Served.start();
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = Served.settings(taken.getLocalPort(), Duration.ofSeconds(60));
      var second = new ApiServer(vertx, served.ports(), settings);

      assertThatThrownBy(() -> Served.await(second.start()))
          .cause()
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1");
    } finally {
      Served.await(vertx.close());
    }
  }

  @Test
  void stop_endsTheService() {
    try (var served = Served.start()) {
      assertThat(served.client.get("/api/v1/stats").status()).isEqualTo(200);

      Served.await(served.server().stop());

      assertThat(statusOrNothing(served.client)).isNotEqualTo(200);
    }
  }

  /**
   * Another program of this machine may have been given the port meanwhile: it would not say 200.
   */
  private static int statusOrNothing(ContractClient client) {
    try {
      return client.get("/api/v1/stats").status();
    } catch (RuntimeException | AssertionError refused) {
      return 0;
    }
  }

  @Test
  void syncThatTakesLong_holdsUpNobodyElse() {
    var release = new CountDownLatch(1);
    try (var served = Served.start()) {
      var begun = new CountDownLatch(1);
      served.quotas.duringSync =
          () -> {
            begun.countDown();
            Waiting.on(release);
          };
      var sync = CompletableFuture.supplyAsync(() -> served.client.post("/api/v1/sync"));
      Waiting.on(begun);

      assertThat(served.client.get("/api/v1/quotas").status()).isEqualTo(200);
      assertThat(sync).isNotDone();

      release.countDown();
      assertThat(sync.join().status()).isEqualTo(200);
    }
  }

  @Test
  void fault_isA500WithoutInternals_andTheLogHasItUnderTheSameId() {
    try (var log = new SurfaceLog();
        var served = Served.start()) {
      served.quotas.duringSync =
          () -> {
            throw new IllegalStateException("inner workings");
          };

      Answer answer = served.client.post("/api/v1/sync");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("inner workings").doesNotContain("IllegalState");
      String id =
          answer.json().get("instance").asText().substring("urn:quotakeeper:request:".length());
      assertThat(log.events())
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("request=" + id);
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("inner workings");
          });
    }
  }

  @Test
  void callsBeyondTheMost_areTurnedAwayAndNotQueued() {
    var release = new CountDownLatch(1);
    try (var served = Served.start()) {
      var begun = new CountDownLatch(Surface.MOST_AT_ONCE);
      served.quotas.duringSync =
          () -> {
            begun.countDown();
            Waiting.on(release);
          };
      var syncs =
          IntStream.range(0, Surface.MOST_AT_ONCE)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () -> served.client.post("/api/v1/sync"), r -> Thread.ofVirtual().start(r)))
              .toList();
      Waiting.on(begun);

      Answer answer = served.client.get("/api/v1/stats");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(served.client.get("/health/live").status()).isEqualTo(200);

      release.countDown();
      assertThat(syncs).allSatisfy(sync -> assertThat(sync.join().status()).isEqualTo(200));
      assertThat(served.client.get("/api/v1/stats").status()).isEqualTo(200);
    }
  }

  @Test
  void clientThatDoesNotFinishItsRequest_isCutOff() throws IOException {
    try (var served = Served.startWithPatience(Duration.ofMillis(100));
        var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /health/live HTTP/1.1\r\nHo".getBytes(StandardCharsets.UTF_8));

      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void clientWhoseBodyDoesNotCome_isCutOffAndNoFaultOfOurs() throws IOException {
    try (var log = new SurfaceLog()) {
      try (var served = Served.startWithPatience(Duration.ofMillis(100));
          var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
        socket.setSoTimeout(20_000);
        String head =
            "POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + ContractClient.TOKEN
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));

        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      }
      assertThat(log.events()).isEmpty();
    }
  }

  @Test
  void syncThatTakesLongerThanPatience_isStillAnswered() {
    try (var served = Served.startWithPatience(Duration.ofMillis(100))) {
      // Another connection is cut off meanwhile, which shows that the time is up.
      served.quotas.duringSync =
          () -> {
            try (var other = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
              other.setSoTimeout(20_000);
              assertThat(other.getInputStream().read()).isEqualTo(-1);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };

      assertThat(served.client.post("/api/v1/sync").status()).isEqualTo(200);
    }
  }
}
