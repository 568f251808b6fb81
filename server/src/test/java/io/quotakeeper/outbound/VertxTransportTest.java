package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.outbound.RawServer.Script;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server's client does beyond {@code TransportContract}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxTransportTest {

  private final Outbound outbound = new Outbound();

  @AfterAll
  void stop() {
    outbound.close();
  }

  @Test
  void send_ofACall_writesItAsItIsAndReadsTheAnswer() {
    String answer = "HTTP/1.1 429 Too Many\r\nContent-Length: 5\r\nX-A: 1\r\nX-A: 2\r\n\r\n{\"é\"";
    try (var server = RawServer.answering(answer);
        var transport = outbound.allowingAll()) {
      Answer got = Outbound.answer(transport.send(Outbound.get(server, "/v1/q%2Fa?x=%20y&z")));

      assertThat(got.status()).isEqualTo(429);
      assertThat(got.body()).isEqualTo("{\"é\"");
      assertThat(got.headers().get("x-a")).contains("1, 2");
      String head = server.heads.getFirst();
      assertThat(head).startsWith("GET /v1/q%2Fa?x=%20y&z HTTP/1.1\r\n");
      assertThat(head.toLowerCase(Locale.ROOT))
          .contains("\r\nhost: provider.test:" + server.port() + "\r\n")
          .contains("\r\nauthorization: bearer " + Outbound.CANARY + "\r\n")
          .contains("\r\naccept-encoding: gzip\r\n")
          .doesNotContain("upgrade");
    }
  }

  @Test
  void send_ofABody_announcesItsLengthInBytes() {
    try (var server = RawServer.start(conversation -> conversation.write(RawServer.ok("{}")));
        var transport = outbound.allowingAll()) {
      URI uri = URI.create("http://provider.test:" + server.port());
      Outbound.answer(transport.send(new CallRequest("POST", uri, Headers.none(), "{\"é\":1}")));

      assertThat(server.heads.getFirst().toLowerCase(Locale.ROOT))
          .startsWith("post / http/1.1")
          .contains("content-length: 8\r\n");
    }
  }

  @Test
  void send_again_reusesTheConnection() {
    try (var server = RawServer.answering(RawServer.ok("{}"));
        var transport = outbound.allowingAll()) {
      for (int i = 0; i < 5; i++) {
        Outbound.answer(transport.send(Outbound.get(server, "/quota")));
      }

      assertThat(server.connections()).isEqualTo(1);
      assertThat(outbound.lookups).hasSize(5);
    }
  }

  /** Five times as many as there may be connections. */
  private static List<CompletableFuture<Answer>> fortyCalls(
      VertxTransport transport, RawServer server) {
    return IntStream.range(0, 40)
        .mapToObj(_ -> transport.send(Outbound.get(server, "/quota")))
        .toList();
  }

  @Test
  void send_ofMany_keepsToTheBoundOfConnections() {
    var allIn = new CountDownLatch(8);
    var release = new CountDownLatch(1);
    Script slow =
        conversation -> {
          allIn.countDown();
          RawServer.await(release);
          conversation.write(RawServer.ok("{}"));
        };
    try (var server = RawServer.start(slow);
        var transport = outbound.allowingAll()) {
      var calls = fortyCalls(transport, server);
      RawServer.await(allIn);
      release.countDown();

      assertThat(calls)
          .allSatisfy(call -> assertThat(Outbound.answer(call).status()).isEqualTo(200));
      assertThat(server.connections()).isEqualTo(8);
    }
  }

  @Test
  void answer_thatIsWholeButALie_doesNotHurtTheNextCallOnItsConnection() {
    var requests = new AtomicInteger();
    var allIn = new CountDownLatch(8);
    var release = new CountDownLatch(1);
    Script lyingAtFirst =
        conversation -> {
          boolean lies = requests.getAndIncrement() < 8;
          allIn.countDown();
          RawServer.await(release);
          conversation.write(
              lies
                  ? "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
                  : RawServer.ok("{}"));
        };
    try (var server = RawServer.start(lyingAtFirst);
        var transport = outbound.allowingAll()) {
      var calls = fortyCalls(transport, server);
      RawServer.await(allIn);
      release.countDown();

      var troubles =
          calls.stream()
              .map(call -> call.handle((_, trouble) -> Optional.ofNullable(trouble)).join())
              .flatMap(Optional::stream)
              .toList();

      assertThat(troubles)
          .hasSize(8)
          .allSatisfy(trouble -> assertThat(trouble).hasMessageContaining("is said to be gzip"));
    }
  }

  @Test
  void cancel_beforeTheNameIsFound_sendsNothing() throws Exception {
    var looking = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var server = RawServer.answering(RawServer.ok("{}"))) {
      NameLookup slow =
          host -> {
            looking.countDown();
            RawServer.await(release);
            return List.of(Outbound.LOOPBACK);
          };
      var ports = new OutboundPorts(slow, (host, address) -> true, outbound.executor);
      try (var transport = new VertxTransport(outbound.vertx, ports, 8)) {
        var call = transport.send(Outbound.get(server, "/first"));
        RawServer.await(looking);
        call.cancel(true);
        release.countDown();
        // A later call that is answered shows that the first one had its time.
        assertThat(Outbound.answer(transport.send(Outbound.get(server, "/second"))).status())
            .isEqualTo(200);

        assertThat(server.heads).singleElement().asString().startsWith("GET /second ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "zstd", "deflate", "x"})
  void encoding_thatWasNotAskedFor_isAProtocolTrouble(String encoding) {
    assertThat(
            outbound
                .troubleWith(c ->
                    c.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: "
                            + encoding
                            + "\r\nContent-Length: 2\r\n\r\n{}"))
                .kind())
        .isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103})
  void f23_interimAnswersWithoutEnd_endInAClosedConnection(int status) {
    Script flood =
        conversation -> {
          while (true) {
            conversation.write("HTTP/1.1 " + status + " Wait\r\n\r\n");
          }
        };
    try (var server = RawServer.start(flood);
        var transport = outbound.allowingAll()) {
      assertThat(Outbound.trouble(transport.send(Outbound.get(server, "/quota"))).kind())
          .isEqualTo(Kind.PROTOCOL);

      RawServer.await(server.leftByClient);
    }
  }
}
